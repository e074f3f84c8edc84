using Duet.Browser.Tests.Browsing;
using Duet.TestKit.Processes;

namespace Duet.Browser.Tests.Proxy;

[Collection(Silence.Collection)]
public sealed class SilentCallBehindNginxTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Call_BehindNginxAfter70SecondsOfSignalingSilence_GoesOn()
    {
        // Pages that are not asked for a keepalive in that time: nothing but the server's own pings keeps nginx from giving up.
        await _scene.StartServerAsync("--Duet:Signaling:KeepaliveInterval=00:10:00");
        var nginx = _scene.Own(await NginxProcess.StartAsync(_scene.Server.Address));
        _scene.Address = nginx.Address;
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Firefox);
        await Silence.LastAsync();

        await Scene.ExpectACallAsync(anna, ben);
        Assert.Equal([nginx.SignalingEndpoint.AbsoluteUri], await anna.SocketsAsync());
        Assert.Equal([nginx.SignalingEndpoint.AbsoluteUri], await ben.SocketsAsync());
        await ben.LeaveAsync(); // reaches Anna over the sockets that were silent
        await anna.ExpectStateAsync("waiting");
    }
}
