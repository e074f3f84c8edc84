using System.Net.WebSockets;
using System.Text;
using Duet.Signaling.Sessions;
using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests.Sessions;

public sealed class SignalingSessionLimitTests
{
    private const int MaxMessageBytes = 1024;

    private readonly SignalingHost _host = new(new() { MaxMessageBytes = MaxMessageBytes });

    [Fact]
    public async Task Malformed_OnceAndTwice_AreAnsweredAndCloseNothing()
    {
        var anna = _host.Connect();

        for (var time = 0; time < 2; time++)
        {
            await anna.SendAsync("hello");
            await anna.ExpectErrorAsync("bad-message");
        }

        await anna.JoinAsync("tea", "anna");
    }

    [Fact]
    public async Task Malformed_ThreeInARow_CloseWithPolicyViolation()
    {
        var (anna, ben) = await _host.ConnectPairAsync();

        for (var time = 0; time < 3; time++) await anna.SendAsync(Say.Nonsense);

        for (var time = 0; time < 3; time++) await anna.ExpectErrorAsync("bad-message");
        Assert.Same(SessionEnd.Malformed, await anna.ExpectCloseAsync(1008));
        await ben.ExpectAsync("""{"cmd":"peer-leave","remoteUid":"anna"}""");
        await ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Malformed_AGoodOneInBetween_BeginsTheCountAgain()
    {
        var anna = _host.Connect();

        for (var round = 0; round < 3; round++)
        {
            await anna.SendAsync("x");
            await anna.SendAsync("y");
            await anna.ExpectErrorAsync("bad-message");
            await anna.ExpectErrorAsync("bad-message");
            await anna.ExpectSilenceAsync();
        }
    }

    [Fact]
    public async Task Malformed_WhatFollowsTheThird_IsNotHandled()
    {
        var anna = _host.Connect();
        foreach (var text in new[] { "x", "y", "z", Say.Join("tea", "anna"), Say.Keepalive }) await anna.SendAsync(text);

        for (var time = 0; time < 3; time++) await anna.ExpectErrorAsync("bad-message");
        await anna.ExpectCloseAsync(1008);

        Assert.Equal(0, _host.Server.RoomCount);
    }

    [Fact]
    public async Task ErrorsOfState_Many_CloseNothing()
    {
        var anna = _host.Connect();

        for (var time = 0; time < 10; time++)
        {
            await anna.SendAsync(Say.Leave("tea", "anna"));
            await anna.ExpectErrorAsync("not-joined", "tea");
        }

        await anna.JoinAsync("tea", "anna");
        for (var time = 0; time < 10; time++)
        {
            await anna.SendAsync(Say.Offer("tea", "anna", "ben"));
            await anna.ExpectErrorAsync("no-such-peer", "tea");
            await anna.SendAsync(Say.Leave("tea", "ben"));
            await anna.ExpectErrorAsync("not-you", "tea");
            await anna.SendAsync(Say.Join("tea", "anna"));
            await anna.ExpectErrorAsync("already-joined", "tea");
        }

        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task ErrorsOfState_BetweenMalformed_BeginTheCountAgain()
    {
        var anna = _host.Connect();

        foreach (var text in new[] { "x", "y", Say.Leave("tea", "anna"), "x", "y" }) await anna.SendAsync(text);

        foreach (var code in new[] { "bad-message", "bad-message", "not-joined", "bad-message", "bad-message" })
        {
            await anna.ExpectErrorAsync(code, code == "not-joined" ? "tea" : null);
        }

        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task LoneSurrogateInAFieldName_EndsNoSession()
    {
        var (anna, ben) = await _host.ConnectPairAsync();

        await anna.SendAsync("""{"cmd":"keepalive","\ud800":1}""");

        await anna.ReceiveAsync();
        await anna.ExpectSilenceAsync();
        await ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Size_ExactlyTheLimit_IsHandled()
    {
        var anna = _host.Connect();
        var text = Padded(MaxMessageBytes);

        await anna.SendAsync(text);

        Assert.Equal(text, await anna.ReceiveAsync());
    }

    [Fact]
    public async Task Size_OneByteMore_IsTooLargeAndTheNextIsReadAsUsual()
    {
        var anna = _host.Connect();

        await anna.SendAsync(Padded(MaxMessageBytes + 1));

        await anna.ExpectErrorAsync("too-large");
        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Size_TooLargeInManyFrames_IsOneTooLarge()
    {
        var anna = _host.Connect();

        for (var part = 0; part < 10; part++) await anna.SendAsync(new byte[500], endOfMessage: part == 9);

        await anna.ExpectErrorAsync("too-large");
        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Size_TooLargeThreeInARow_CloseWithPolicyViolation()
    {
        var anna = _host.Connect();

        for (var time = 0; time < 3; time++) await anna.SendAsync(Padded(5 * MaxMessageBytes));

        for (var time = 0; time < 3; time++) await anna.ExpectErrorAsync("too-large");
        Assert.Same(SessionEnd.Malformed, await anna.ExpectCloseAsync(1008));
    }

    [Fact]
    public async Task Size_Endless_ClosesWithMessageTooBig()
    {
        var anna = _host.Connect();

        for (var part = 0; part < 18; part++) await anna.SendAsync(new byte[MaxMessageBytes], endOfMessage: false);

        await anna.ExpectErrorAsync("too-large");
        Assert.Same(SessionEnd.EndlessMessage, await anna.ExpectCloseAsync(1009));
    }

    [Fact]
    public async Task Size_LargestNotYetEndless_IsTooLargeOnly()
    {
        var anna = _host.Connect();

        await anna.SendAsync(new byte[16 * MaxMessageBytes]);

        await anna.ExpectErrorAsync("too-large");
        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Size_DefaultLimitInManyGrowths_ArrivesWhole()
    {
        var (anna, ben) = await new SignalingHost().ConnectPairAsync();
        var text = Say.Offer("tea", "anna", "ben", string.Concat(Enumerable.Range(0, 12_000).Select(number => $"{number % 10_000:0000} ")));
        Assert.InRange(text.Length, 60_000, 64 * 1024);

        await anna.SendAsync(text);

        Assert.Equal(text, await ben.ReceiveAsync());
    }

    [Fact]
    public async Task Frames_ManySmallOnesAndEmptyOnes_AreOneMessage()
    {
        var anna = _host.Connect();
        const string Text = """{"cmd":"keepalive","x":"茶𠮷"}""";

        await anna.SendAsync([], endOfMessage: false);
        foreach (var each in Encoding.UTF8.GetBytes(Text)) await anna.SendAsync([each], endOfMessage: false);
        await anna.SendAsync([], endOfMessage: true);

        Assert.Equal(Text, await anna.ReceiveAsync());
        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Frames_EmptyMessage_IsBadMessage()
    {
        var anna = _host.Connect();

        await anna.SendAsync("");

        await anna.ExpectErrorAsync("bad-message");
        await anna.ExpectSilenceAsync();
    }

    [Theory]
    [InlineData(Say.Keepalive)]
    [InlineData("")]
    public async Task Binary_WhateverItHolds_IsBadMessage(string text)
    {
        var anna = _host.Connect();

        await anna.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Binary);

        await anna.ExpectErrorAsync("bad-message");
        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Binary_ThreeInARow_CloseWithPolicyViolation()
    {
        var anna = _host.Connect();

        for (var time = 0; time < 3; time++) await anna.SendAsync([1, 2, 3], WebSocketMessageType.Binary);

        for (var time = 0; time < 3; time++) await anna.ExpectErrorAsync("bad-message");
        await anna.ExpectCloseAsync(1008);
    }

    [Fact]
    public async Task Flood_BeyondTheBurst_IsTooFastAndNotHandled()
    {
        var host = new SignalingHost(new() { MessagesPerSecond = 1, MessageBurst = 2 });
        var anna = host.Connect();
        await anna.ExpectSilenceAsync();
        await anna.ExpectSilenceAsync();

        await anna.SendAsync(Say.Join("tea", "anna"));
        await anna.ExpectErrorAsync("too-fast");

        Assert.Equal(0, host.Server.RoomCount);
    }

    [Fact]
    public async Task Flood_AfterAPause_IsHandledAgain()
    {
        var host = new SignalingHost(new() { MessagesPerSecond = 1, MessageBurst = 1 });
        var anna = host.Connect();

        for (var second = 0; second < 5; second++)
        {
            await anna.ExpectSilenceAsync();
            await anna.SendAsync(Say.Keepalive);
            await anna.ExpectErrorAsync("too-fast");
            host.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task Flood_ThreeInARow_CloseWithPolicyViolation()
    {
        var anna = new SignalingHost(new() { MessagesPerSecond = 1, MessageBurst = 1 }).Connect();
        await anna.ExpectSilenceAsync();

        for (var time = 0; time < 3; time++) await anna.SendAsync(Say.Keepalive);

        for (var time = 0; time < 3; time++) await anna.ExpectErrorAsync("too-fast");
        await anna.ExpectCloseAsync(1008);
    }

    [Fact]
    public async Task Flood_OfOneConnection_LeavesOthersTheirBudget()
    {
        var host = new SignalingHost(new() { MessagesPerSecond = 1, MessageBurst = 1 });
        var (anna, ben) = (host.Connect(), host.Connect());
        await anna.ExpectSilenceAsync();
        await anna.SendAsync(Say.Keepalive);
        await anna.ExpectErrorAsync("too-fast");

        await ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task SlowReader_MoreThanTheOutboxHolds_IsClosedAndTheOtherHearsOfIt()
    {
        var host = new SignalingHost(new() { MaxOutboxBytes = 64 * 1024, MessageBurst = 1_000_000 });
        var (anna, slow) = (host.Connect(), host.Connect(capacity: 4));
        await anna.JoinAsync("tea", "anna");
        await slow.JoinAsync("tea", "slow");
        await anna.ExpectCmdAsync("new-peer");

        // Past the outbox and the four frames of the connection; each by itself is within all limits.
        var text = Say.Offer("tea", "anna", "slow", new string('x', 10_000));
        for (var message = 0; message < 15; message++) await anna.SendAsync(text);
        await anna.ExpectSilenceAsync();

        host.Time.Advance(host.Server.Options.CloseTimeout);
        Assert.Same(SessionEnd.SlowReader, await slow.Served);
        await anna.ExpectAsync("""{"cmd":"peer-leave","remoteUid":"slow"}""");
        Assert.Equal(1, host.Server.SessionCount);
    }

    [Fact]
    public async Task SlowReader_ThatReadsAtLast_IsToldToTryAgainLater()
    {
        var host = new SignalingHost(new() { MaxOutboxBytes = 64 * 1024, MessageBurst = 1_000_000 });
        var (anna, slow) = (host.Connect(), host.Connect(capacity: 4));
        await anna.JoinAsync("tea", "anna");
        await slow.JoinAsync("tea", "slow");
        var text = Say.Offer("tea", "anna", "slow", new string('x', 10_000));
        for (var message = 0; message < 15; message++) await anna.SendAsync(text);
        await anna.ExpectCmdAsync("new-peer");
        await anna.ExpectSilenceAsync();

        await slow.ExpectCmdAsync("resp-join");
        for (var message = 0; message < 4; message++) await slow.ExpectAsync(text); // What was on its way; the rest was dropped.

        Assert.Same(SessionEnd.SlowReader, await slow.ExpectCloseAsync(1013));
    }

    private static string Padded(int bytes)
    {
        const string Start = """{"cmd":"keepalive","x":" """, End = "\"}";
        return Start + new string('x', bytes - Start.Length - End.Length) + End;
    }
}
