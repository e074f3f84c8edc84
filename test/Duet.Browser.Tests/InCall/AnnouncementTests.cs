using Duet.Browser.Tests.Browsing;

namespace Duet.Browser.Tests.InCall;

/// <summary>What a screen reader says of a call, for whoever does not see it.</summary>
public sealed class AnnouncementTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task TheOther_ComesAndGoes_IsAnnounced()
    {
        await _scene.StartServerAsync();
        var anna = await _scene.OpenAsync(Engine.Chromium, "quiet-harbour");
        await anna.JoinAsync();
        await anna.ExpectAnnouncedAsync("Waiting for the other person");

        var ben = await _scene.OpenAsync(Engine.Chromium, "quiet-harbour");
        await ben.JoinAsync();
        await anna.ExpectAnnouncedAsync("Connected");

        await ben.LeaveAsync();
        await anna.ExpectAnnouncedAsync("They left the call");
    }

    [Fact]
    public async Task TheOther_MutesAndUnmutes_IsAnnounced()
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Chromium);
        await Scene.ExpectACallAsync(anna, ben);

        await ben.Button("Mute").ClickAsync();
        await anna.ExpectAnnouncedAsync("The other person turned their microphone off");
        await ben.ExpectAnnouncedAsync("Microphone off");

        await ben.Button("Unmute").ClickAsync();
        await anna.ExpectAnnouncedAsync("The other person turned their microphone on");
        await ben.ExpectAnnouncedAsync("Microphone on");
    }

    [Fact]
    public async Task TheConnection_BreaksAndIsRepaired_BothAreAnnounced()
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Chromium);
        await Scene.ExpectACallAsync(anna, ben);

        // The second in a room leaves the repair to the first, so that nothing happens until the test goes on.
        await SayAsync(ben, "failed");
        await ben.ExpectStateAsync("connecting");
        await ben.ExpectAnnouncedAsync("The connection broke. Reconnecting…");

        await SayAsync(ben, "connected");
        await ben.ExpectStateAsync("connected");
        await ben.ExpectAnnouncedAsync("Connected");
    }

    /// <summary>Makes a page's connection say that it is in a state, without the time that losing a network takes.</summary>
    private static Task SayAsync(CallPage person, string state) => person.Page.EvaluateAsync(
        """
        (state) => {
          const connection = duetTest.connections.at(-1);
          Object.defineProperty(connection, "connectionState", { value: state, configurable: true });
          connection.dispatchEvent(new Event("connectionstatechange"));
        }
        """,
        state);
}
