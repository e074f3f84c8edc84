using Duet.Browser.Tests.Browsing;
using Duet.TestKit;
using Duet.TestKit.Processes;

namespace Duet.Browser.Tests.Proxy;

/// <summary>
/// Two things that nginx would cut off after 60 s in which nobody speaks, in one test, as both have to wait for that. The wait is a real one: the
/// clock that must not run out is nginx's, and no test can move that one.
/// </summary>
[Collection(Collection)]
public sealed class SilenceBehindNginxTests(SharedBrowsers browsers) : IAsyncDisposable
{
    public const string Collection = "Silence";

    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(70);

    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Silence_Of70SecondsBehindNginx_EndsNeitherACallNorAClientThatNeverSendsKeepalive()
    {
        await Task.WhenAll(CallGoesOnAsync(), ClientStaysConnectedAsync());
    }

    private async Task CallGoesOnAsync()
    {
        // Pages that are not asked for a keepalive in that time: nothing but the server's own pings keeps nginx from giving up.
        await _scene.StartServerAsync("--Duet:Signaling:KeepaliveInterval=00:10:00");
        var nginx = _scene.Own(await NginxProcess.StartAsync(_scene.Server.Address));
        _scene.Address = nginx.Address;
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Firefox);
        await LastAsync();

        await Scene.ExpectACallAsync(anna, ben);
        Assert.Equal([nginx.SignalingEndpoint.AbsoluteUri], await anna.SocketsAsync());
        Assert.Equal([nginx.SignalingEndpoint.AbsoluteUri], await ben.SocketsAsync());
        await ben.LeaveAsync(); // reaches Anna over the sockets that were silent
        await anna.ExpectStateAsync("waiting");
    }

    private static async Task ClientStaysConnectedAsync()
    {
        await using var server = await DuetProcess.StartAsync();
        await using var nginx = await NginxProcess.StartAsync(server.Address);
        await using var anna = await SignalingClient.ConnectAsync(nginx.SignalingEndpoint);
        anna.Patience = TimeSpan.FromMinutes(2);
        await anna.JoinAsync("quiet-harbour", "anna");

        var next = anna.ReceiveAsync("new-peer"); // reads meanwhile, which is what answers pings
        if (await Task.WhenAny(next, LastAsync()) == next)
        {
            Assert.Fail($"Somebody spoke: {await next}"); // or, where the connection did not last, what the client says about that
        }

        await using var ben = await SignalingClient.ConnectAsync(nginx.SignalingEndpoint);
        await ben.JoinAsync("quiet-harbour", "ben");
        Assert.Equal("ben", (string?)(await next)["remoteUid"]);
    }

    private static Task LastAsync() => Task.Delay(_silence, TimeProvider.System, TestContext.Current.CancellationToken);
}
