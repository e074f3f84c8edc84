using Duet.Browser.Tests.Browsing;
using Duet.TestKit.Processes;

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

        var address = _scene.Server.Address;
        _scene.Server.Kill();
        await _scene.StartServerAsync(new DuetProcessOptions { Urls = address.ToString().TrimEnd('/'), DataDirectory = data.File("data") });

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
    [InlineData(Engine.Chromium)]
    [InlineData(Engine.Firefox)]
    public async Task Page_ReloadedInACall_GoesOnWithoutTheLobby(Engine engine)
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, engine);

        await ben.Page.ReloadAsync();

        await ben.ExpectStateAsync("connected");
        await anna.ExpectStateAsync("connected");
        await Scene.ExpectACallAsync(anna, ben);
    }

    /// <summary>Ends the connection to the server, as a proxy does that has had enough of it.</summary>
    private static Task CutAsync(CallPage person) => person.Page.EvaluateAsync("() => duetTest.sockets.forEach(socket => socket.close())");

    private static Task ExpectOneSocketAsync(CallPage person) =>
        person.Page.WaitForFunctionAsync("() => duetTest.sockets.filter(socket => socket.readyState === WebSocket.OPEN).length === 1");
}
