using Duet.TestKit;
using Duet.TestKit.Processes;

namespace Duet.Browser.Tests.Proxy;

[Collection(Silence.Collection)]
public sealed class SilentClientBehindNginxTests
{
    [Fact]
    public async Task Client_BehindNginxThatNeverSendsKeepalive_IsStillConnectedAfter70Seconds()
    {
        await using var server = await DuetProcess.StartAsync();
        await using var nginx = await NginxProcess.StartAsync(server.Address);
        await using var anna = await SignalingClient.ConnectAsync(nginx.SignalingEndpoint);
        anna.Patience = TimeSpan.FromMinutes(2);
        await anna.JoinAsync("quiet-harbour", "anna");

        var next = anna.ReceiveAsync("new-peer"); // reads meanwhile, which is what answers pings
        if (await Task.WhenAny(next, Silence.LastAsync()) == next)
        {
            Assert.Fail($"Somebody spoke: {await next}"); // or, where the connection did not last, what the client says about that
        }

        await using var ben = await SignalingClient.ConnectAsync(nginx.SignalingEndpoint);
        await ben.JoinAsync("quiet-harbour", "ben");
        Assert.Equal("ben", (string?)(await next)["remoteUid"]);
    }
}
