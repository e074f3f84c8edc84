using Duet.Browser.Tests.Browsing;
using Duet.TestKit.Processes;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.Calls;

/// <summary>A call outlives the connections to its server, the server itself, and the page.</summary>
public sealed class SurvivalTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData(Engine.Chromium, Engine.Firefox)]
    [InlineData(Engine.Firefox, Engine.Chromium)]
    public async Task Signaling_CutInACall_IsMadeAnewAndTheCallNoticesNothing(Engine first, Engine second)
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(first, second);
        await Scene.ExpectACallAsync(anna, ben);

        await CutAsync(ben);
        await CutAsync(anna);

        await ExpectOneSocketAsync(anna);
        await ExpectOneSocketAsync(ben);
        await Scene.ExpectACallAsync(anna, ben);
        Assert.Equal(["connected"], await anna.ConnectionStatesAsync());
        Assert.Equal(["connected"], await ben.ConnectionStatesAsync());
        await ben.LeaveAsync();
        await anna.ExpectStateAsync("waiting");
    }

    [Fact]
    public async Task Server_RestartedInACall_TheCallGoesOnAndEndsAsItShould()
    {
        using var data = new TemporaryDirectory();
        await _scene.StartServerAsync(new DuetProcessOptions { DataDirectory = data.File("data") });
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Firefox);
        await Scene.ExpectACallAsync(anna, ben);

        await RestartServerAsync(data);

        await ExpectOneSocketAsync(anna);
        await ExpectOneSocketAsync(ben);
        await Scene.ExpectACallAsync(anna, ben);
        await anna.ExpectStateAsync("connected");
        await ben.ExpectStateAsync("connected");
        Assert.Equal(["connected"], await anna.ConnectionStatesAsync());
        await ben.LeaveAsync();
        await anna.ExpectStateAsync("waiting");
    }

    [Theory]
    [InlineData(Engine.Chromium, Engine.Firefox)]
    [InlineData(Engine.Firefox, Engine.Chromium)]
    public async Task Server_RestartedInACallOverItsRelay_TheCallIsRepairedByItself(Engine first, Engine second)
    {
        string[] relayOnly = ["--Duet:Ice:TransportPolicy=relay", "--Duet:Turn:ExternalAddress=127.0.0.1"];
        using var data = new TemporaryDirectory();
        await _scene.StartServerAsync(new DuetProcessOptions { DataDirectory = data.File("data"), Arguments = relayOnly });
        var (anna, ben) = await _scene.CallAsync(first, second);
        await Scene.ExpectACallAsync(anna, ben);

        await RestartServerAsync(data, relayOnly);

        await Scene.ExpectACallAsync(anna, ben);
        await anna.ExpectStateAsync("connected");
        await ben.ExpectStateAsync("connected");
        Assert.Equal("relay", (await anna.SelectedPairAsync()).Local);
        Assert.Equal("relay", (await ben.SelectedPairAsync()).Local);
    }

    [Fact]
    public async Task Server_GoneInACall_MuteAndChatAndIceRestartAndHangUpGoOverTheDataChannel()
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Firefox);
        await Scene.ExpectACallAsync(anna, ben);

        _scene.Server.Kill();

        foreach (var (one, other) in new[] { (anna, ben), (ben, anna) })
        {
            await ExpectNoSocketAsync(one);
            await one.Button("Mute").ClickAsync();
            await Expect(other.Page.GetByText("Muted", new() { Exact = true })).ToBeVisibleAsync();
            await one.Page.Keyboard.PressAsync("m"); // By its key: where the fake microphone is heard meanwhile, a hint has such a button too.
            await Expect(other.Page.GetByText("Muted", new() { Exact = true })).ToBeHiddenAsync();
            await one.WriteAsync("can you still read me?");
            await Expect(other.Page.GetByText("can you still read me?").First).ToBeVisibleAsync();
        }

        await ExpectRestartsIceAsync(ben, anna);
        await Scene.ExpectACallAsync(anna, ben);
        await anna.ExpectStateAsync("connected");
        await ben.ExpectStateAsync("connected");
        await ben.LeaveAsync();
        await anna.ExpectStateAsync("waiting");
    }

    [Fact]
    public async Task RestartOfIce_WhileTheOtherIsHeard_IsMadeByAnotherConnectionWhereOneIsAFirefox()
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Firefox, Engine.Chromium);
        await Scene.ExpectACallAsync(anna, ben);

        await anna.Page.EvaluateAsync("() => duetTest.connections[0].restartIce()");

        foreach (var person in new[] { anna, ben })
        {
            await person.Page.WaitForFunctionAsync("() => duetTest.connections.map((each) => each.connectionState).join() === 'closed,connected'");
            await person.ExpectStateAsync("connected");
        }

        await Scene.ExpectACallAsync(anna, ben);
    }

    [Theory]
    [InlineData(Engine.Chromium)]
    [InlineData(Engine.Firefox)]
    public async Task Page_ReloadedInACall_GoesOnWithoutTheLobby(Engine engine)
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, engine);

        await anna.DraftAsync("are you there?");
        var loaded = new TaskCompletionSource();
        ben.Page.Load += (_, _) => loaded.TrySetResult();
        await ReloadAfterADeafMomentAsync(ben);
        await anna.SendAsync();
        await loaded.Task;

        await ben.ExpectStateAsync("connected");
        await anna.ExpectStateAsync("connected");
        await Scene.ExpectACallAsync(anna, ben);
        await Expect(anna.Page.Locator("duet-chat li.delivered")).ToHaveCountAsync(1);
    }

    /// <summary>Kills the server, and starts another at its address with what it kept.</summary>
    private async Task RestartServerAsync(TemporaryDirectory data, params string[] arguments)
    {
        var urls = _scene.Server.Address.ToString().TrimEnd('/');
        _scene.Server.Kill();
        await _scene.StartServerAsync(new DuetProcessOptions { Urls = urls, DataDirectory = data.File("data"), Arguments = arguments });
    }

    /// <summary>Reloads a page that hears nothing any more before that, so that what is written to it is still on the way when it goes.</summary>
    private static Task ReloadAfterADeafMomentAsync(CallPage person)
    {
        const string Reload =
            """
            () => {
              setTimeout(() => {
                location.reload();
                for (const end = performance.now() + 2000; performance.now() < end; );
              });
            }
            """;
        return person.Page.EvaluateAsync(Reload);
    }

    /// <summary>Ends the connection to the server, as a proxy does that has had enough of it.</summary>
    private static Task CutAsync(CallPage person) => person.Page.EvaluateAsync("() => duetTest.sockets.forEach(socket => socket.close())");

    private static Task ExpectOneSocketAsync(CallPage person) =>
        person.Page.WaitForFunctionAsync("() => duetTest.sockets.filter(socket => socket.readyState === WebSocket.OPEN).length === 1");

    private static Task ExpectNoSocketAsync(CallPage person) =>
        person.Page.WaitForFunctionAsync("() => duetTest.sockets.every(socket => socket.readyState !== WebSocket.OPEN)");

    /// <summary>Lets one side restart ICE, and waits until both have new credentials and agree.</summary>
    private static async Task ExpectRestartsIceAsync(CallPage one, CallPage other)
    {
        const string Ufrags =
            """
            () => {
              const { currentLocalDescription, currentRemoteDescription } = duetTest.connections[0];
              return [currentLocalDescription, currentRemoteDescription].map(({ sdp }) => sdp.match(/a=ice-ufrag:(.*)/)[1]).join();
            }
            """;
        var before = await Task.WhenAll(one.Page.EvaluateAsync<string>(Ufrags), other.Page.EvaluateAsync<string>(Ufrags));

        await one.Page.EvaluateAsync("() => duetTest.connections[0].restartIce()");

        await Task.WhenAll(new[] { one, other }.Zip(before, (person, former) => person.Page.WaitForFunctionAsync(
            $"former => ({Ufrags})().split(',').every(ufrag => !former.includes(ufrag)) && duetTest.connections[0].signalingState === 'stable'", former)));
        Assert.Equal(["connected"], await one.ConnectionStatesAsync());
        Assert.Equal(["connected"], await other.ConnectionStatesAsync());
    }
}
