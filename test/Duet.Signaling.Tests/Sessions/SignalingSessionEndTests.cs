using System.Net;
using Duet.Signaling.Sessions;
using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests.Sessions;

public sealed class SignalingSessionEndTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly SignalingHost _host = new();

    private TimeSpan UnjoinedTimeout => _host.Server.Options.UnjoinedTimeout;

    [Fact]
    public async Task EndIfUnjoined_BeforeItsTime_EndsNothing()
    {
        var (session, anna) = _host.OpenSession();

        _host.Time.Advance(UnjoinedTimeout - _second);
        Sweep(session);

        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task EndIfUnjoined_AtItsTime_ClosesAsUsual()
    {
        var (session, anna) = _host.OpenSession();

        _host.Time.Advance(UnjoinedTimeout);
        Sweep(session);

        Assert.Same(SessionEnd.Unjoined, await anna.ExpectCloseAsync(1000));
    }

    [Fact]
    public async Task EndIfUnjoined_KeepalivesInBetween_ChangeNothing()
    {
        var (session, anna) = _host.OpenSession();
        _host.Time.Advance(UnjoinedTimeout - _second);
        await anna.ExpectSilenceAsync();

        _host.Time.Advance(_second);
        Sweep(session);

        await anna.ExpectCloseAsync(1000);
    }

    [Fact]
    public async Task EndIfUnjoined_InARoom_EndsNothing()
    {
        var (session, anna) = _host.OpenSession();
        await anna.JoinAsync("tea", "anna");

        _host.Time.Advance(TimeSpan.FromDays(2));
        Sweep(session);

        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task EndIfUnjoined_AfterALeave_CountsFromTheLeave()
    {
        var (session, anna) = _host.OpenSession();
        await anna.JoinAsync("tea", "anna");
        _host.Time.Advance(TimeSpan.FromDays(2));
        await anna.SendAsync(Say.Leave("tea", "anna"));
        await anna.ExpectSilenceAsync();

        _host.Time.Advance(UnjoinedTimeout - _second);
        Sweep(session);
        await anna.ExpectSilenceAsync();

        _host.Time.Advance(_second);
        Sweep(session);
        await anna.ExpectCloseAsync(1000);
    }

    [Fact]
    public async Task EndIfUnjoined_AfterARefusedJoin_StillCountsFromTheStart()
    {
        await _host.ConnectPairAsync();
        var (session, anna) = _host.OpenSession();
        _host.Time.Advance(UnjoinedTimeout - _second);
        await anna.SendAsync(Say.Join("tea", "chris"));
        await anna.ExpectErrorAsync("room-full", "tea");

        _host.Time.Advance(_second);
        Sweep(session);

        await anna.ExpectCloseAsync(1000);
    }

    [Fact]
    public async Task EndIfUnjoined_ASweepThatLooksBackBeforeTheLeave_EndsNothing()
    {
        var (session, anna) = _host.OpenSession();
        var before = _host.Time.GetTimestamp();
        await anna.JoinAsync("tea", "anna");
        _host.Time.Advance(TimeSpan.FromDays(2));
        await anna.SendAsync(Say.Leave("tea", "anna"));
        await anna.ExpectSilenceAsync();

        session.EndIfUnjoined(before);

        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task End_Twice_TheFirstCounts()
    {
        var (session, anna) = _host.OpenSession();

        session.End(SessionEnd.ShuttingDown);
        session.End(SessionEnd.Malformed);

        await anna.ExpectErrorAsync("shutting-down");
        Assert.Same(SessionEnd.ShuttingDown, await anna.ExpectCloseAsync(1001));
    }

    [Fact]
    public async Task End_ManyAtOnce_ExactlyOneCountsAndTheClientHearsThatOne()
    {
        SessionEnd[] ends = [SessionEnd.ShuttingDown, SessionEnd.Malformed, SessionEnd.Unjoined, SessionEnd.SlowReader];
        for (var round = 0; round < 50; round++)
        {
            var (session, anna) = _host.OpenSession();

            Race.Run([.. ends.Select(end => (Action)(() => session.End(end)))]);

            var message = await anna.TryReceiveAsync();
            if (message is not null) Assert.Contains("shutting-down", message, StringComparison.Ordinal);
            var end = message is null ? await anna.DropAsync() : await anna.ExpectCloseAsync(1001);
            Assert.Contains(end, ends);
            Assert.Equal(message is not null, end == SessionEnd.ShuttingDown);
        }
    }

    [Fact]
    public async Task End_BeforeRun_StillSaysTheLastWord()
    {
        var (_, anna) = _host.OpenSession(session => session.End(SessionEnd.TooManyConnections));

        await anna.ExpectErrorAsync("too-fast");
        Assert.Same(SessionEnd.TooManyConnections, await anna.ExpectCloseAsync(1013));
    }

    [Fact]
    public async Task End_ClientThatNeverAnswers_IsCutAtTheDeadline()
    {
        var (session, anna) = _host.OpenSession();
        await anna.JoinAsync("tea", "anna");
        session.End(SessionEnd.Malformed);
        await anna.ExpectUnansweredCloseAsync(1008);

        _host.Time.Advance(_host.Server.Options.CloseTimeout - TimeSpan.FromMilliseconds(1));
        Assert.True(anna.IsServed);
        _host.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Same(SessionEnd.Malformed, await anna.Served);
        Assert.Equal((0, 0), (_host.Server.RoomCount, _host.Time.ArmedTimers));
    }

    [Fact]
    public async Task End_ClientThatKeepsTalking_IsCutAtTheDeadline()
    {
        var (session, anna) = _host.OpenSession();
        session.End(SessionEnd.Malformed);
        for (var message = 0; message < 100; message++) await anna.SendAsync(Say.Join("tea", "anna"));

        await anna.ExpectUnansweredCloseAsync(1008);
        _host.Time.Advance(_host.Server.Options.CloseTimeout);

        Assert.Same(SessionEnd.Malformed, await anna.Served);
        Assert.Equal(0, _host.Server.RoomCount);
    }

    [Fact]
    public async Task End_ClientThatStoppedReading_IsCutAtTheDeadline()
    {
        var anna = _host.Connect(capacity: 1);
        await anna.SendAsync(Say.Keepalive);
        await anna.SendAsync(Say.Keepalive);

        _host.Server.ShutDown();
        _host.Time.Advance(_host.Server.Options.CloseTimeout);

        Assert.Same(SessionEnd.ShuttingDown, await anna.Served);
    }

    [Fact]
    public async Task End_AnsweredInTime_LeavesNoTimerBehind()
    {
        var (session, anna) = _host.OpenSession();
        session.End(SessionEnd.Malformed);
        Assert.Equal(1, _host.Time.ArmedTimers);

        await anna.ExpectCloseAsync(1008);

        Assert.Equal(0, _host.Time.ArmedTimers);
    }

    [Fact]
    public async Task ClientCloses_WithWhateverWords_IsAnsweredAndOver()
    {
        var anna = _host.Connect();
        await anna.JoinAsync("tea", "anna");

        Assert.Same(SessionEnd.ClientClosed, await anna.CloseAsync());

        Assert.Equal((0, 0, 0), (_host.Server.RoomCount, _host.Server.SessionCount, _host.Time.ArmedTimers));
    }

    [Fact]
    public async Task InvalidUtf8_EndsTheConnectionAndTheOtherHearsOfIt()
    {
        var (anna, ben) = await _host.ConnectPairAsync();

        await anna.SendAsync([(byte)'"', 0xC3, 0x28, (byte)'"']);

        await anna.ExpectUnansweredCloseAsync(1007);
        Assert.Same(SessionEnd.ConnectionLost, await anna.Served);
        await ben.ExpectAsync("""{"cmd":"peer-leave","remoteUid":"anna"}""");
        await ben.ExpectSilenceAsync();
    }

    [Theory]
    [InlineData(new byte[] { 0x81, 0x02, 0x7B, 0x7D })] // not masked
    [InlineData(new byte[] { 0xF1, 0x80, 0, 0, 0, 0 })] // reserved bits
    [InlineData(new byte[] { 0x83, 0x80, 0, 0, 0, 0 })] // reserved opcode
    [InlineData(new byte[] { 0x80, 0x80, 0, 0, 0, 0 })] // continues nothing
    [InlineData(new byte[] { 0x81, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0 })] // negative length
    [InlineData(new byte[] { 0x81 })] // a frame that is cut off
    [InlineData(new byte[] { 0x48, 0x54, 0x54, 0x50, 0x2F, 0x31, 0x2E, 0x31, 0x0D, 0x0A })] // no WebSocket at all
    public async Task BrokenFrames_EndTheConnectionAndNothingElse(byte[] bytes)
    {
        var (anna, ben) = await _host.ConnectPairAsync();
        var (serverEnd, clientEnd) = DuplexStream.CreatePair(WebSocketPair.AmpleCapacity);
        var served = _host.Server.ServeAsync(WebSocketPair.Server(serverEnd), IPAddress.Loopback);

        await clientEnd.WriteAsync(bytes, TestContext.Current.CancellationToken);
        await clientEnd.DisposeAsync();

        Assert.Same(SessionEnd.ConnectionLost, await served.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        await anna.ExpectSilenceAsync();
        await ben.ExpectSilenceAsync();
        Assert.Equal(2, _host.Server.SessionCount);
    }

    private void Sweep(SignalingSession session) => session.EndIfUnjoined(_host.Time.GetTimestamp());
}
