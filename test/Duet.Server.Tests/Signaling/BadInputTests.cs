using System.Net.WebSockets;
using System.Text;

namespace Duet.Server.Tests.Signaling;

public sealed class BadInputTests
{
    private const WebSocketCloseStatus TryAgainLater = (WebSocketCloseStatus)1013;

    public static TheoryData<string> Malformed =>
    [
        "",
        "not json",
        "{",
        "[]",
        "null",
        "\"join\"",
        "{}",
        """{"cmd":"dance","roomId":"room","uid":"anna"}""",
        """{"cmd":7}""",
        """{"cmd":"join","uid":"anna"}""",
        """{"cmd":"join","roomId":"room"}""",
        """{"cmd":"join","roomId":"","uid":"anna"}""",
        """{"cmd":"join","roomId":"a b","uid":"anna"}""",
        """{"cmd":"join","roomId":"../etc","uid":"anna"}""",
        """{"cmd":"join","roomId":["room"],"uid":"anna"}""",
        """{"cmd":"join","roomId":"room","uid":true}""",
        """{"cmd":"join","roomId":"room","roomId":"room2","uid":"anna"}""",
        """{"cmd":"join","roomId":"room","uid":"\ud800"}""",
        """{"cmd":"offer","roomId":"room","uid":"anna","remoteUid":"ben"}""",
        """{"cmd":"offer","roomId":"room","uid":"anna","remoteUid":"ben","msg":{}}""",
        """{"cmd":"offer","roomId":"room","uid":"anna","msg":"{}"}""",
        $$"""{"cmd":"join","roomId":"{{new string('r', 65)}}","uid":"anna"}""",
        $$"""{"cmd":"join","x":{{new string('[', 5000)}}{{new string(']', 5000)}}}""",
    ];

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Malformed_IsAnsweredAndThreeInARowClose(string text)
    {
        await using var duet = await RunningDuet.StartAsync();
        await using var client = await duet.ConnectAsync();

        for (var n = 0; n < 3; n++) await client.SendTextAsync(text);

        for (var n = 0; n < 3; n++) Assert.Equal("bad-message", await client.ReceiveErrorAsync());
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Malformed_WithAGoodMessageBetween_ClosesNothing()
    {
        await using var duet = await RunningDuet.StartAsync();
        await using var client = await duet.ConnectAsync();

        for (var n = 0; n < 5; n++)
        {
            await client.SendTextAsync("?");
            await client.SendTextAsync("?");
            Assert.Equal("bad-message", await client.ReceiveErrorAsync());
            Assert.Equal("bad-message", await client.ReceiveErrorAsync());
            await client.AssertSilentAsync();
        }
    }

    [Fact]
    public async Task BinaryFrame_IsAnsweredAndThreeInARowClose()
    {
        await using var duet = await RunningDuet.StartAsync();
        await using var client = await duet.ConnectAsync();

        for (var n = 0; n < 3; n++) await client.SendBytesAsync("""{"cmd":"keepalive"}"""u8.ToArray(), WebSocketMessageType.Binary);

        for (var n = 0; n < 3; n++) Assert.Equal("bad-message", await client.ReceiveErrorAsync());
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task InvalidUtf8_IsAnsweredAndFailsTheConnection()
    {
        await using var duet = await RunningDuet.StartAsync();
        var (anna, ben) = await duet.PairAsync();

        await ben.SendBytesAsync((byte[])[.. "{\"cmd\":\""u8, 0xC3, 0x28, .. "\"}"u8], WebSocketMessageType.Text);

        Assert.Equal("bad-message", await ben.ReceiveErrorAsync());
        Assert.Equal(WebSocketCloseStatus.InvalidPayloadData, await ben.ReceiveCloseAsync()); // RFC 6455 section 8.1
        await anna.ReceiveAsync("peer-leave");
        await anna.AssertSilentAsync();
    }

    [Fact]
    public async Task Oversized_IsAnsweredWithTooLargeAndThreeInARowClose()
    {
        await using var duet = await RunningDuet.StartAsync();
        await using var client = await duet.ConnectAsync();
        var oversized = new string(' ', 65_537);

        for (var n = 0; n < 3; n++)
        {
            await client.SendTextAsync(oversized);
            Assert.Equal("too-large", await client.ReceiveErrorAsync());
        }

        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Endless_IsClosedWithoutReadingOn()
    {
        await using var duet = await RunningDuet.StartAsync();
        await using var client = await duet.ConnectAsync();
        var part = Encoding.ASCII.GetBytes(new string(' ', 65_536));

        for (var n = 0; n < 17; n++) await client.SendBytesAsync(part, WebSocketMessageType.Text, endOfMessage: false);

        Assert.Equal("too-large", await client.ReceiveErrorAsync());
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Flood_IsAnsweredWithTooFastAndThreeInARowClose()
    {
        await using var duet = await RunningDuet.StartAsync("--Duet:Signaling:MessageBurst=10");
        await using var client = await duet.ConnectAsync();

        for (var n = 0; n < 13; n++) await client.SendAsync(new { cmd = "keepalive" });

        for (var n = 0; n < 10; n++) await client.ReceiveAsync("keepalive");
        for (var n = 0; n < 3; n++) Assert.Equal("too-fast", await client.ReceiveErrorAsync());
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Flood_TimePasses_IsForgiven()
    {
        await using var duet = await RunningDuet.StartAsync("--Duet:Signaling:MessageBurst=2", "--Duet:Signaling:MessagesPerSecond=50");
        await using var client = await duet.ConnectAsync();

        for (var n = 0; n < 100; n++)
        {
            await client.AssertSilentAsync();
            duet.Time.Advance(TimeSpan.FromMilliseconds(20));
        }
    }

    [Fact]
    public async Task SlowReader_IsClosedWithTryAgainLaterAndTheSenderGoesOn()
    {
        await using var duet = await RunningDuet.StartAsync("--Duet:Signaling:MessageBurst=1000", "--Duet:Signaling:MaxOutboxBytes=65536");
        var (anna, ben) = await duet.PairAsync();
        var msg = new string('x', 60_000);

        // Ben reads nothing: buffers of both operating systems fill first, then the outbox.
        for (var n = 0; n < 400; n++) await anna.SendAsync(new { cmd = "offer", roomId = "room", uid = "anna", remoteUid = "ben", msg });

        Assert.Equal(TryAgainLater, await ben.ReceiveCloseAsync());
        await anna.SendAsync(new { cmd = "keepalive" });
        var heard = new List<string>();
        while (heard.LastOrDefault() != "keepalive")
        {
            var message = await anna.ReceiveAsync();
            heard.Add((message["code"] ?? message["cmd"])!.GetValue<string>());
        }

        Assert.Single(heard, "peer-leave");
        Assert.All(heard.Except(["peer-leave", "keepalive"]), code => Assert.Equal("no-such-peer", code));
    }

    [Fact]
    public async Task Connections_TooManyFromOneAddress_AreToldAndClosed()
    {
        await using var duet = await RunningDuet.StartAsync("--Duet:Signaling:ConnectionsPerAddress=2");
        await using var first = await duet.ConnectAsync();
        await using var second = await duet.ConnectAsync();
        await first.AssertSilentAsync();
        await second.AssertSilentAsync();
        await using var third = await duet.ConnectAsync();

        Assert.Equal("too-fast", await third.ReceiveErrorAsync());
        Assert.Equal(TryAgainLater, await third.ReceiveCloseAsync());

        await first.CloseAsync();
        await Eventually.IsTrueAsync(() => duet.Signaling.SessionCount == 1, "the place is free");
        await using var fourth = await duet.ConnectAsync();
        await fourth.AssertSilentAsync();
    }

    [Fact]
    public async Task Unjoined_ForTooLong_IsClosed()
    {
        // Shorter than a ping takes to be missed: time that jumps leaves no time to answer one.
        await using var duet = await RunningDuet.StartAsync("--Duet:Signaling:UnjoinedTimeout=00:00:20");
        await using var idle = await duet.ConnectAsync();
        await idle.AssertSilentAsync();
        await using var seated = await duet.JoinAsync("room", "anna");

        duet.Time.Advance(TimeSpan.FromSeconds(19));
        await idle.AssertSilentAsync();
        await seated.AssertSilentAsync();
        duet.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(WebSocketCloseStatus.NormalClosure, await idle.ReceiveCloseAsync());
        await seated.AssertSilentAsync();
    }

    [Fact]
    public async Task BadInput_OfEveryKind_IsNotNoticedInOtherRooms()
    {
        await using var duet = await RunningDuet.StartAsync();
        var (anna, ben) = await duet.PairAsync();

        foreach (string text in Malformed)
        {
            await using var client = await duet.JoinAsync("elsewhere", "mallory");
            for (var n = 0; n < 3; n++) await client.SendTextAsync(text);
            await client.ReceiveCloseAsync();
        }

        await anna.AssertSilentAsync();
        await ben.AssertSilentAsync();
        await Eventually.IsTrueAsync(() => duet.Signaling is { RoomCount: 1, SessionCount: 2 }, "only the pair is left");
    }
}
