using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
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
        using var deaf = new TcpClient();
        await JoinByHandAsync(deaf, duet.Address, "ben");
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
        await using var anna = await duet.JoinAsync("room", "anna");
        var newPeer = anna.ReceiveAsync("new-peer");

        // Ten minutes in which Anna says nothing and answers every ping, which her client does before it can be asked again.
        for (var elapsed = TimeSpan.Zero; elapsed < TimeSpan.FromMinutes(10); elapsed += _pingInterval)
        {
            duet.Time.Advance(_pingInterval);
            await using var bystander = await duet.ConnectAsync();
            await bystander.AssertSilentAsync();
        }

        await using var ben = await duet.JoinAsync("room", "ben");
        Assert.Equal("ben", (await newPeer)["remoteUid"]!.GetValue<string>());
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

    private static async Task JoinByHandAsync(TcpClient tcp, Uri address, string uid)
    {
        await tcp.ConnectAsync(address.Host, address.Port);
        var stream = tcp.GetStream();
        var upgrade = $"GET /ws HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(upgrade));
        var join = Encoding.UTF8.GetBytes($$"""{"cmd":"join","roomId":"room","uid":"{{uid}}"}""");

        // RFC 6455 section 5.2: FIN and text, masked with zeros, a length below 126.
        await stream.WriteAsync((byte[])[0x81, (byte)(0x80 | join.Length), 0, 0, 0, 0, .. join]);
    }
}
