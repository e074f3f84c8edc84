using System.Net.Sockets;
using System.Text;

namespace Duet.Server.Tests.Signaling;

public sealed class LeaveTests
{
    private const int ReceiveTimeoutMilliseconds = 15_000;

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
        await using var duet = await RunningDuet.StartAsync(
            "--Duet:Signaling:PingInterval=00:00:00.5", "--Duet:Signaling:PingTimeout=00:00:00.5");
        await using var anna = await duet.JoinAsync("room", "anna");
        using var deaf = new TcpClient { ReceiveTimeout = ReceiveTimeoutMilliseconds };
        await JoinByHandAsync(deaf, duet.Address, "ben");

        // Anna's client answers pings while it receives; the other one never reads on, so it answers none.
        Assert.Equal("ben", (await anna.ReceiveAsync("new-peer"))["remoteUid"]!.GetValue<string>());
        await anna.ReceiveAsync("peer-leave");
        await anna.AssertSilentAsync();
    }

    [Fact]
    public async Task Ping_Answered_KeepsAClientThatNeverSendsKeepalive()
    {
        await using var duet = await RunningDuet.StartAsync(
            "--Duet:Signaling:PingInterval=00:00:00.5", "--Duet:Signaling:PingTimeout=00:00:00.5");
        await using var anna = await duet.JoinAsync("room", "anna");
        using var deaf = new TcpClient { ReceiveTimeout = ReceiveTimeoutMilliseconds };
        var silent = anna.ReceiveAsync("new-peer");
        await JoinByHandAsync(deaf, duet.Address, "ben");
        await silent;

        // By the time that the deaf one was given up, Anna's was asked and answered as often.
        await anna.ReceiveAsync("peer-leave");
        await using var carl = await duet.JoinAsync("room", "carl");
        await carl.ReceiveAsync("resp-join");
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
