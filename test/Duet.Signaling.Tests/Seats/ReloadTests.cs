using System.Net.WebSockets;
using System.Text;
using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests.Seats;

public sealed class ReloadTests
{
    [Fact]
    public async Task Close_GoingAway_IsALeaveForReload()
    {
        var seats = await ResumableSeats.TakeAsync();

        await seats.Anna.CloseAsync(WebSocketCloseStatus.EndpointUnavailable);

        await seats.Ben.ExpectAsync(ResumableSeats.PeerLeave);
        var anna = seats.Host.Connect();
        await anna.SendAsync(Say.StartOver("tea", "anna", seats.Seat));
        Assert.Equal((true, 0), await AnswerAsync(anna));
        await seats.Ben.ExpectAsync(ResumableSeats.NewPeer);
    }

    [Fact]
    public async Task StartOver_WhileAway_IsAnotherPersonToTheOtherAndCountsAnew()
    {
        var seats = await ResumableSeats.LoseAsync();
        await seats.BenSaysAsync("for the page before");
        var anna = seats.Host.Connect();

        await anna.SendAsync(Say.StartOver("tea", "anna", seats.Seat));

        Assert.Equal((true, 0), await AnswerAsync(anna));
        await anna.ExpectAsync("""{"cmd":"resp-join","remoteUid":"ben"}""");
        await anna.ExpectSilenceAsync();
        await seats.Ben.ExpectAsync(ResumableSeats.PeerLeave);
        await seats.Ben.ExpectAsync(ResumableSeats.NewPeer);
        await anna.DropAsync();
        await seats.Ben.ExpectAsync(ResumableSeats.PeerAway);
        await seats.Host.Connect().ResumeAsync("tea", "anna", seats.Seat, lastSeen: 1);
        await seats.Ben.ExpectAsync(ResumableSeats.PeerBack);
    }

    [Fact]
    public async Task StartOver_NumbersOfHerOwn_BeginAnew()
    {
        var seats = await ResumableSeats.TakeAsync();
        await seats.Anna.SendAsync(Say.Numbered(ResumableSeats.FromAnna("x"), 50));
        await seats.Ben.ExpectCmdAsync("candidate");
        var anna = seats.Host.Connect();
        await anna.SendAsync(Say.StartOver("tea", "anna", seats.Seat));
        await seats.Ben.ExpectCmdAsync("peer-leave");
        await seats.Ben.ExpectCmdAsync("new-peer");

        await anna.SendAsync(Say.Numbered(ResumableSeats.FromAnna("y"), 1));

        await seats.Ben.ExpectAsync(Say.Numbered(ResumableSeats.FromAnna("y"), 1));
    }

    [Fact]
    public async Task StartOver_Alone_DropsTheOfferOfThePageBefore()
    {
        var host = new SignalingHost();
        var (anna, ben) = (host.Connect(), host.Connect());
        var seat = await anna.JoinResumableAsync("tea", "anna");
        await anna.SendAsync(Say.Offer("tea", "anna", ""));
        await anna.ExpectSilenceAsync();
        var again = host.Connect();

        await again.SendAsync(Say.StartOver("tea", "anna", seat));

        Assert.Equal((true, 0), await AnswerAsync(again));
        await ben.JoinAsync("tea", "ben");
        await ben.ExpectAsync("""{"cmd":"resp-join","remoteUid":"anna"}""");
        await ben.ExpectSilenceAsync();
        await again.ExpectAsync("""{"cmd":"new-peer","remoteUid":"ben"}""");
    }

    [Fact]
    public async Task LeaveForReload_TellsTheOtherAtOnceAndKeepsTheSeat()
    {
        var seats = await ResumableSeats.TakeAsync();

        await seats.Anna.SendAsync(Say.LeaveForReload("tea", "anna"));

        await seats.Ben.ExpectAsync(ResumableSeats.PeerLeave);
        var chris = seats.Host.Connect();
        await chris.SendAsync(Say.Join("tea", "chris"));
        await chris.ExpectErrorAsync("room-full", "tea", retryAfter: 5);
        await chris.SendAsync(Say.Join("tea", "anna"));
        await chris.ExpectErrorAsync("uid-in-use", "tea");
        await seats.Ben.SendAsync(Say.Offer("tea", "ben", "anna"));
        await seats.Ben.ExpectErrorAsync("no-such-peer", "tea");
    }

    [Fact]
    public async Task StartOver_AfterLeaveForReload_MeetsWhoIsThereAndTheirParkedOffer()
    {
        var seats = await ResumableSeats.TakeAsync();
        await seats.Anna.SendAsync(Say.LeaveForReload("tea", "anna"));
        await seats.Anna.CloseAsync();
        await seats.Ben.ExpectAsync(ResumableSeats.PeerLeave);
        await seats.Ben.SendAsync(Say.Offer("tea", "ben", "", "parked"));
        await seats.Ben.ExpectSilenceAsync();
        var anna = seats.Host.Connect();

        await anna.SendAsync(Say.StartOver("tea", "anna", seats.Seat));

        Assert.Equal((true, 0), await AnswerAsync(anna));
        await anna.ExpectAsync("""{"cmd":"resp-join","remoteUid":"ben"}""");
        await anna.ExpectAsync(Say.Offer("tea", "ben", "anna", "parked"));
        await seats.Ben.ExpectAsync("""{"cmd":"new-peer","remoteUid":"anna","offered":true}""");
        await seats.Ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task StartOver_OnTheConnectionThatLeftForIt_Works()
    {
        var seats = await ResumableSeats.TakeAsync();
        await seats.Anna.SendAsync(Say.LeaveForReload("tea", "anna"));

        await seats.Anna.SendAsync(Say.StartOver("tea", "anna", seats.Seat));

        Assert.Equal((true, 0), await AnswerAsync(seats.Anna));
    }

    [Fact]
    public async Task Resume_AfterLeaveForReload_IsGoneButTheSeatIsStillKept()
    {
        var seats = await ResumableSeats.TakeAsync();
        await seats.Anna.SendAsync(Say.LeaveForReload("tea", "anna"));

        await seats.Anna.SendAsync(Say.Resume("tea", "anna", seats.Seat, 1));

        await seats.Anna.ExpectErrorAsync("seat-gone", "tea");
        await seats.Anna.SendAsync(Say.StartOver("tea", "anna", seats.Seat));
        Assert.Equal((true, 0), await AnswerAsync(seats.Anna));
    }

    [Fact]
    public async Task LeaveForReload_NobodyComesBack_FreesTheSeatWithoutAWord()
    {
        var seats = await ResumableSeats.TakeAsync();
        await seats.Anna.SendAsync(Say.LeaveForReload("tea", "anna"));
        await seats.Ben.ExpectAsync(ResumableSeats.PeerLeave);

        seats.Pass(TimeSpan.FromSeconds(5));

        await seats.Ben.ExpectSilenceAsync();
        var chris = seats.Host.Connect();
        await chris.JoinAsync("tea", "chris");
        await chris.ExpectAsync("""{"cmd":"resp-join","remoteUid":"ben"}""");
        await seats.Anna.SendAsync(Say.StartOver("tea", "anna", seats.Seat));
        await seats.Anna.ExpectErrorAsync("seat-gone", "tea");
    }

    [Theory]
    [InlineData(3_999, 2)]
    [InlineData(4_000, 1)]
    [InlineData(6_000, 1)]
    public async Task Join_OfAThird_IsToldWhenToTryAgain(int milliseconds, int seconds)
    {
        var seats = await ResumableSeats.TakeAsync();
        await seats.Anna.SendAsync(Say.LeaveForReload("tea", "anna"));
        await seats.Anna.ExpectSilenceAsync();
        seats.Host.Time.Advance(TimeSpan.FromMilliseconds(milliseconds)); // and the sweep has not come by
        var chris = seats.Host.Connect();

        await chris.SendAsync(Say.Join("tea", "chris"));

        await chris.ExpectErrorAsync("room-full", "tea", retryAfter: seconds);
    }

    [Fact]
    public async Task Join_WhereBothSeatsAreKept_IsToldOfTheOneThatIsFreeSooner()
    {
        var host = new SignalingHost();
        foreach (var uid in new[] { "anna", "ben" })
        {
            var person = host.Connect();
            await person.JoinResumableAsync("tea", uid);
            await person.SendAsync(Say.LeaveForReload("tea", uid));
            await person.ExpectSilenceAsync();
            host.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var chris = host.Connect();

        await chris.SendAsync(Say.Join("tea", "chris"));

        await chris.ExpectErrorAsync("room-full", "tea", retryAfter: 3);
    }

    [Fact]
    public async Task Join_AfterThePageIsBack_IsToldNoTime()
    {
        var seats = await ResumableSeats.TakeAsync();
        await seats.Anna.SendAsync(Say.LeaveForReload("tea", "anna"));
        await seats.Anna.SendAsync(Say.StartOver("tea", "anna", seats.Seat));
        await AnswerAsync(seats.Anna);
        var chris = seats.Host.Connect();

        await chris.SendAsync(Say.Join("tea", "chris"));

        await chris.ExpectErrorAsync("room-full", "tea");
    }

    [Fact]
    public async Task LeaveForReload_Alone_KeepsTheRoomUntilThen()
    {
        var host = new SignalingHost();
        var anna = host.Connect();
        await anna.JoinResumableAsync("tea", "anna");
        await anna.SendAsync(Say.LeaveForReload("tea", "anna"));
        await anna.ExpectSilenceAsync();
        var ben = host.Connect();

        await ben.JoinAsync("tea", "ben");

        await ben.ExpectSilenceAsync(); // Nobody sits there.
        await ben.SendAsync(Say.Leave("tea", "ben"));
        await ben.ExpectSilenceAsync();
        Assert.Equal(1, host.Server.RoomCount);
        host.EndHeldSeats();
        Assert.Equal(0, host.Server.RoomCount);
    }

    [Fact]
    public async Task LeaveForReload_OfAPlainSeat_IsALeave()
    {
        var host = new SignalingHost();
        var (anna, _) = await host.ConnectPairAsync();

        await anna.SendAsync(Say.LeaveForReload("tea", "anna"));
        await anna.ExpectSilenceAsync();

        await host.Connect().JoinAsync("tea", "chris");
    }

    [Fact]
    public async Task ReloadTimeout_OfZero_KeepsNothing()
    {
        var seats = await ResumableSeats.TakeAsync(new() { ReloadTimeout = TimeSpan.Zero });

        await seats.Anna.SendAsync(Say.LeaveForReload("tea", "anna"));
        await seats.Anna.ExpectSilenceAsync();

        await seats.Host.Connect().JoinAsync("tea", "chris");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LeaveRequest_OfWhoIsConnectedOrAway_LeavesOnce(bool isAway)
    {
        var seats = isAway ? await ResumableSeats.LoseAsync() : await ResumableSeats.TakeAsync();

        Assert.Equal(LeaveOutcome.Left, Request(seats, Say.LeaveRequest("tea", "anna", seats.Seat)));
        Assert.Equal(LeaveOutcome.NoSuchSeat, Request(seats, Say.LeaveRequest("tea", "anna", seats.Seat)));

        await seats.Ben.ExpectAsync(ResumableSeats.PeerLeave);
        await seats.Ben.ExpectSilenceAsync();
        Assert.Equal((0, 1), (seats.Host.Server.HeldSeats.Count, seats.Host.IceServers.Seats.First().TimesEnded));
    }

    [Theory]
    [InlineData(4.9, false)]
    [InlineData(5, true)]
    public async Task LeaveRequest_ForReload_AfterThePageIsBack_IsThatOfThePageBefore(double seconds, bool leaves)
    {
        var seats = await ResumableSeats.TakeAsync();
        var anna = seats.Host.Connect();
        await anna.SendAsync(Say.StartOver("tea", "anna", seats.Seat));
        await AnswerAsync(anna);
        await seats.Ben.ExpectAsync(ResumableSeats.PeerLeave);
        await seats.Ben.ExpectAsync(ResumableSeats.NewPeer);
        seats.Host.Time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(LeaveOutcome.Left, Request(seats, Say.LeaveRequest("tea", "anna", seats.Seat, hold: true)));

        if (leaves) await seats.Ben.ExpectAsync(ResumableSeats.PeerLeave);
        await seats.Ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task LeaveRequest_ForReload_OfAPageThatIsAwayAlready_KeepsTheSeat()
    {
        var seats = await ResumableSeats.TakeAsync();
        var anna = seats.Host.Connect();
        await anna.SendAsync(Say.StartOver("tea", "anna", seats.Seat));
        await AnswerAsync(anna);
        await anna.DropAsync();

        Assert.Equal(LeaveOutcome.Left, Request(seats, Say.LeaveRequest("tea", "anna", seats.Seat, hold: true)));

        foreach (var news in new[] { ResumableSeats.PeerLeave, ResumableSeats.NewPeer, ResumableSeats.PeerAway, ResumableSeats.PeerLeave })
            await seats.Ben.ExpectAsync(news);
    }

    [Fact]
    public async Task LeaveRequest_OfWhoIsConnected_LeavesTheConnectionOutsideOfARoom()
    {
        var seats = await ResumableSeats.TakeAsync();
        Request(seats, Say.LeaveRequest("tea", "anna", seats.Seat));

        await seats.Anna.SendAsync(ResumableSeats.FromAnna("x"));

        await seats.Anna.ExpectErrorAsync("not-joined", "tea");
        await seats.Anna.JoinAsync("tea", "anna");
    }

    [Fact]
    public async Task LeaveRequest_OfWhoIsConnectedAndSilent_LetsTheirTimeOutsideOfARoomBegin()
    {
        using var stopping = new CancellationTokenSource();
        var seats = await ResumableSeats.TakeAsync();
        var running = seats.Host.Server.RunAsync(stopping.Token);
        seats.Host.Time.Advance(seats.Host.Server.Options.UnjoinedTimeout);
        Request(seats, Say.LeaveRequest("tea", "anna", seats.Seat));

        while (seats.Anna.IsServed)
        {
            seats.Host.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        await seats.Ben.ExpectAsync(ResumableSeats.PeerLeave);
        await stopping.CancelAsync();
        await running;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LeaveRequest_ForReload_KeepsTheSeat(bool isAway)
    {
        var seats = isAway ? await ResumableSeats.LoseAsync() : await ResumableSeats.TakeAsync();

        Assert.Equal(LeaveOutcome.Left, Request(seats, Say.LeaveRequest("tea", "anna", seats.Seat, hold: true)));
        Assert.Equal(LeaveOutcome.Left, Request(seats, Say.LeaveRequest("tea", "anna", seats.Seat, hold: true)));

        await seats.Ben.ExpectAsync(ResumableSeats.PeerLeave);
        await seats.Ben.ExpectSilenceAsync();
        var anna = seats.Host.Connect();
        await anna.SendAsync(Say.StartOver("tea", "anna", seats.Seat));
        Assert.Equal((true, 0), await AnswerAsync(anna));
        await seats.Ben.ExpectAsync(ResumableSeats.NewPeer);
    }

    [Fact]
    public async Task LeaveRequest_OfAKeptSeat_FreesIt()
    {
        var seats = await ResumableSeats.TakeAsync();
        await seats.Anna.SendAsync(Say.LeaveForReload("tea", "anna"));
        await seats.Anna.ExpectSilenceAsync();

        Assert.Equal(LeaveOutcome.Left, Request(seats, Say.LeaveRequest("tea", "anna", seats.Seat)));

        await seats.Host.Connect().JoinAsync("tea", "chris");
        Assert.Equal(0, seats.Host.Server.HeldSeats.Count);
    }

    [Fact]
    public async Task LeaveRequest_OfAPlainSeat_LeavesIt()
    {
        var host = new SignalingHost();
        var anna = host.Connect();
        await anna.SendAsync(Say.Join("tea", "anna"));
        var seat = (string)(await anna.ExpectCmdAsync("joined"))["seat"]!;

        Assert.Equal(LeaveOutcome.Left, host.Server.Leave(Encoding.UTF8.GetBytes(Say.LeaveRequest("tea", "anna", seat, hold: true)), out _));

        Assert.Equal(0, host.Server.RoomCount);
        await anna.SendAsync(Say.Leave("tea", "anna"));
        await anna.ExpectErrorAsync("not-joined", "tea");
    }

    [Theory]
    [InlineData("tea", "anna", "wrong")]
    [InlineData("tea", "ben", null)]
    [InlineData("coffee", "anna", null)]
    public async Task LeaveRequest_AnythingWrong_FindsNoSeat(string roomId, string uid, string? seat)
    {
        var seats = await ResumableSeats.TakeAsync();

        Assert.Equal(LeaveOutcome.NoSuchSeat, Request(seats, Say.LeaveRequest(roomId, uid, seat ?? seats.Seat)));

        await seats.Ben.ExpectSilenceAsync();
        await seats.Anna.ExpectSilenceAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("[]")]
    [InlineData("""{"roomId":"tea","uid":"anna"}""")]
    [InlineData("""{"roomId":"tea","uid":"anna","seat":1}""")]
    [InlineData("""{"roomId":"tea","seat":"x"}""")]
    [InlineData("""{"roomId":"a b","uid":"anna","seat":"x"}""")]
    [InlineData("""{"roomId":"tea","uid":"anna","seat":"x","seat":"y"}""")]
    [InlineData("""{"roomId":"tea","uid":"anna","seat":"x","\ud800":1}""")]
    public void LeaveRequest_Malformed_IsSaidSo(string body)
    {
        var outcome = new SignalingHost().Server.Leave(Encoding.UTF8.GetBytes(body), out var fault);

        Assert.Equal(LeaveOutcome.Malformed, outcome);
        Assert.EndsWith(".", fault, StringComparison.Ordinal);
    }

    private static LeaveOutcome Request(ResumableSeats seats, string body) => seats.Host.Server.Leave(Encoding.UTF8.GetBytes(body), out _);

    private static async Task<(bool?, int?)> AnswerAsync(InMemoryClient client)
    {
        var joined = await client.ExpectCmdAsync("joined");
        return ((bool?)joined["resumed"], (int?)joined["lastSeen"]);
    }
}
