using System.Text;
using System.Text.Json.Nodes;
using Duet.Server.Signaling.Upgrade;
using Duet.Server.Tests.Signaling.Upgrade;
using Duet.Signaling;

namespace Duet.Server.Tests.Signaling;

public sealed class LeaveTests
{
    private static readonly TimeSpan _pingInterval = new SignalingOptions().PingInterval;

    [Fact]
    public async Task Leave_TellsTheOtherOnceAndFreesTheSeat()
    {
        await using var duet = await RunningDuet.StartAsync();
        var (anna, ben) = await duet.PairAsync();

        await ben.LeaveAsync("room", "ben");
        var peerLeave = await anna.ReceiveAsync("peer-leave");
        await ben.CloseAsync();
        await Eventually.IsTrueAsync(() => duet.Signaling.SessionCount == 1, "one session is left");

        Assert.Equal("ben", peerLeave["remoteUid"]!.GetValue<string>());
        await anna.AssertSilentAsync();
    }

    [Fact]
    public async Task Close_TellsTheOtherOnce()
    {
        await using var duet = await RunningDuet.StartAsync();
        var (anna, ben) = await duet.PairAsync();

        await ben.CloseAsync();

        await anna.ReceiveAsync("peer-leave");
        await anna.AssertSilentAsync();
    }

    [Fact]
    public async Task Abort_TellsTheOtherOnce()
    {
        await using var duet = await RunningDuet.StartAsync();
        var (anna, ben) = await duet.PairAsync();

        ben.Abort();

        await anna.ReceiveAsync("peer-leave");
        await anna.AssertSilentAsync();
    }

    [Fact]
    public async Task Room_LastParticipantGone_IsGoneFromMemory()
    {
        await using var duet = await RunningDuet.StartAsync();
        var (anna, ben) = await duet.PairAsync();

        await anna.LeaveAsync("room", "anna");
        await ben.ReceiveAsync("peer-leave");
        Assert.Equal(1, duet.Signaling.RoomCount);
        ben.Abort();

        await Eventually.IsTrueAsync(() => duet.Signaling.RoomCount == 0, "the room is gone");
    }

    [Fact]
    public async Task Ping_NotAnswered_EndsTheSessionAndTellsTheOther()
    {
        await using var duet = await RunningDuet.StartAsync();
        await using var anna = await duet.JoinAsync("room", "anna");
        using var deaf = await JoinByHandAsync(duet, "ben");
        Assert.Equal("ben", (await anna.ReceiveAsync("new-peer"))["remoteUid"]!.GetValue<string>());

        // Anna says something after every step; the other one never reads on, so it answers no ping.
        var told = await MoveTimeUntilToldAsync(duet, anna);

        Assert.Equal("peer-leave", told["cmd"]!.GetValue<string>());
        Assert.Equal("ben", told["remoteUid"]!.GetValue<string>());
        await anna.AssertSilentAsync();
        await Eventually.IsTrueAsync(() => duet.Signaling.SessionCount == 1, "one session is left");
    }

    [Fact]
    public async Task Ping_Answered_KeepsAClientThatNeverSendsKeepalive()
    {
        await using var duet = await RunningDuet.StartAsync();
        using var anna = await JoinByHandAsync(duet, "anna");
        Assert.Equal("joined", (await ReceiveByHandAsync(anna))["cmd"]!.GetValue<string>());

        // Ten minutes in which Anna says nothing and answers every ping. The answer to a ping of her own shows that the server has read hers
        // before time moves on, however slow this machine is. (That a pong alone is enough is for WatchTests to show.)
        for (var elapsed = TimeSpan.Zero; elapsed < TimeSpan.FromMinutes(10); elapsed += _pingInterval)
        {
            duet.Time.Advance(_pingInterval);
            Assert.Equal(FrameOpcode.Ping, (await anna.ReadFrameAsync()).Opcode);
            await anna.SendAsync([.. ClientFrame.Pong(""), .. ClientFrame.Ping("")]);
            Assert.Equal(FrameOpcode.Pong, (await anna.ReadFrameAsync()).Opcode);
        }

        await using var ben = await duet.JoinAsync("room", "ben");
        var newPeer = await ReceiveByHandAsync(anna);
        Assert.Equal("new-peer", newPeer["cmd"]!.GetValue<string>());
        Assert.Equal("ben", newPeer["remoteUid"]!.GetValue<string>());
    }

    // The sweep that pings runs on another thread, so time goes on in small steps until it has done its work. In each the server hears the
    // client, which it therefore never takes for lost, however slow this machine is.
    private static async Task<JsonObject> MoveTimeUntilToldAsync(RunningDuet duet, SignalingClient client)
    {
        while (true)
        {
            duet.Time.Advance(TimeSpan.FromSeconds(1));
            await client.SendAsync(new { cmd = "keepalive" });
            var message = await client.ReceiveAsync();
            if (message["cmd"]!.GetValue<string>() is "keepalive") continue;

            await client.ReceiveAsync("keepalive");
            return message;
        }
    }

    private static async Task<RawConnection> JoinByHandAsync(RunningDuet duet, string uid)
    {
        var raw = await RawConnection.OpenAsync(duet);
        await raw.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /ws HTTP/1.1\r\nHost: {duet.Address.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 101 ", await raw.ReadHeadAsync(), StringComparison.Ordinal);
        await raw.SendAsync(ClientFrame.Text($$"""{"cmd":"join","roomId":"room","uid":"{{uid}}"}"""));
        return raw;
    }

    private static async Task<JsonNode> ReceiveByHandAsync(RawConnection raw) => JsonNode.Parse((await raw.ReadFrameAsync()).Text)!;
}
