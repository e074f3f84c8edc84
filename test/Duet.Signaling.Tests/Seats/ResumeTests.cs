using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests.Seats;

public sealed class ResumeTests
{
    [Fact]
    public async Task Join_Resumable_IsToldForHowLong()
    {
        var anna = new SignalingHost().Connect();

        await anna.SendAsync(Say.JoinResumable("tea", "anna"));

        var joined = await anna.ExpectCmdAsync("joined");
        Assert.Equal((30, null, null), ((int?)joined["resumeSeconds"], joined["resumed"], joined["lastSeen"]));
    }

    [Fact]
    public async Task Join_Plain_IsToldNothingOfIt()
    {
        var anna = new SignalingHost().Connect();

        await anna.SendAsync(Say.Join("tea", "anna"));

        Assert.Null((await anna.ExpectCmdAsync("joined"))["resumeSeconds"]);
    }

    [Fact]
    public async Task Drop_Plain_LeavesAtOnceAndCannotBeTakenBack()
    {
        var host = new SignalingHost();
        var (anna, ben) = (host.Connect(), host.Connect());
        await anna.SendAsync(Say.Join("tea", "anna"));
        var seat = (string)(await anna.ExpectCmdAsync("joined"))["seat"]!;
        await ben.JoinAsync("tea", "ben");
        await ben.ExpectCmdAsync("resp-join");

        await anna.DropAsync();

        await ben.ExpectAsync(ResumableSeats.PeerLeave);
        var again = host.Connect();
        await again.SendAsync(Say.Resume("tea", "anna", seat, 0));
        await again.ExpectErrorAsync("seat-gone", "tea");
        Assert.Equal(0, host.Server.HeldSeats.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ConnectionOver_DroppedOrClosed_HoldsTheSeatAndTellsTheOtherAtOnce(bool drops)
    {
        var seats = await ResumableSeats.TakeAsync();

        await (drops ? seats.Anna.DropAsync() : seats.Anna.CloseAsync());

        await seats.Ben.ExpectAsync(ResumableSeats.PeerAway);
        await seats.Ben.ExpectSilenceAsync();
        Assert.Equal((1, 1), (seats.Host.Server.RoomCount, seats.Host.Server.HeldSeats.Count));
    }

    [Fact]
    public async Task Resume_AfterADrop_GetsWhatWasMissedInOrderAndTheOtherIsTold()
    {
        var seats = await ResumableSeats.LoseAsync();
        for (var number = 0; number < 20; number++) await seats.BenSaysAsync($"{number}");
        await seats.Ben.ExpectSilenceAsync();

        var anna = seats.Host.Connect();
        var joined = await anna.ResumeAsync("tea", "anna", seats.Seat, lastSeen: 1);

        Assert.Equal((true, 0, 30, seats.Seat), ((bool?)joined["resumed"], (int?)joined["lastSeen"], (int?)joined["resumeSeconds"], (string?)joined["seat"]));
        for (var number = 0; number < 20; number++) Assert.Equal(ResumableSeats.FromBen($"{number}"), await anna.ReceiveAsync());
        await anna.ExpectSilenceAsync();
        await seats.Ben.ExpectAsync(ResumableSeats.PeerBack);
        await seats.BenSaysAsync("live");
        Assert.Equal(ResumableSeats.FromBen("live"), await anna.ReceiveAsync());
        await anna.SendAsync(ResumableSeats.FromAnna("too"));
        Assert.Equal(ResumableSeats.FromAnna("too"), await seats.Ben.ReceiveAsync());
        Assert.Equal(0, seats.Host.Server.HeldSeats.Count);
    }

    [Fact]
    public async Task Resume_WithMessagesLostOnTheWay_GetsThemAgain()
    {
        var seats = await ResumableSeats.TakeAsync();
        foreach (var msg in new[] { "1", "2", "3" }) await seats.BenSaysAsync(msg);
        await seats.Ben.ExpectSilenceAsync();
        await seats.Anna.DropAsync();

        var anna = seats.Host.Connect();
        await anna.ResumeAsync("tea", "anna", seats.Seat, lastSeen: 2); // new-peer and the first.

        Assert.Equal(ResumableSeats.FromBen("2"), await anna.ReceiveAsync());
        Assert.Equal(ResumableSeats.FromBen("3"), await anna.ReceiveAsync());
        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Resume_AgainAndAgain_LosesNothing()
    {
        var seats = await ResumableSeats.TakeAsync();
        var anna = seats.Anna;
        for (var round = 0; round < 20; round++)
        {
            await anna.DropAsync();
            await seats.BenSaysAsync($"{round}");
            await seats.Ben.ExpectAsync(ResumableSeats.PeerAway);
            await seats.Ben.ExpectSilenceAsync();
            anna = seats.Host.Connect();
            await anna.ResumeAsync("tea", "anna", seats.Seat, lastSeen: 1 + round);
            Assert.Equal(ResumableSeats.FromBen($"{round}"), await anna.ReceiveAsync());
            await seats.Ben.ExpectAsync(ResumableSeats.PeerBack);
        }

        await anna.ExpectSilenceAsync();
        await anna.SendAsync(Say.Leave("tea", "anna"));
        await seats.Ben.ExpectAsync(ResumableSeats.PeerLeave);
        await anna.ExpectSilenceAsync();
        Assert.Equal(1, seats.Host.IceServers.Seats.Sum(lease => lease.TimesEnded));
    }

    [Fact]
    public async Task Expiry_NobodyCameBack_TellsPeerLeaveOnceAndFreesTheSeat()
    {
        var seats = await ResumableSeats.LoseAsync();

        seats.Pass(TimeSpan.FromSeconds(29));
        await seats.Ben.ExpectSilenceAsync();
        seats.Pass(TimeSpan.FromSeconds(1));

        await seats.Ben.ExpectAsync(ResumableSeats.PeerLeave);
        await seats.Ben.ExpectSilenceAsync();
        var late = seats.Host.Connect();
        await late.SendAsync(Say.Resume("tea", "anna", seats.Seat, 1));
        await late.ExpectErrorAsync("seat-gone", "tea");
        await late.JoinAsync("tea", "anna");
        Assert.Equal((0, 1), (seats.Host.Server.HeldSeats.Count, seats.Host.IceServers.Seats.First().TimesEnded));
    }

    [Fact]
    public async Task Expiry_InTheRunningServer_IsExactToASecond()
    {
        using var stopping = new CancellationTokenSource();
        var seats = await ResumableSeats.LoseAsync();
        var running = seats.Host.Server.RunAsync(stopping.Token);

        seats.Host.Time.Advance(TimeSpan.FromSeconds(30));

        await seats.Ben.ExpectAsync(ResumableSeats.PeerLeave);
        await stopping.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Expiry_LastOneOfARoom_ClosesIt()
    {
        var host = new SignalingHost();
        var anna = host.Connect();
        await anna.JoinResumableAsync("tea", "anna");
        await anna.DropAsync();
        Assert.Equal(1, host.Server.RoomCount);

        host.EndHeldSeats();

        Assert.Equal((0, 0, 0), (host.Server.RoomCount, host.Server.HeldSeats.Count, host.Time.ArmedTimers));
    }

    [Fact]
    public async Task ResumeTimeout_OfZero_HoldsNothing()
    {
        var seats = await ResumableSeats.TakeAsync(new() { ResumeTimeout = TimeSpan.Zero });

        await seats.Anna.DropAsync();

        await seats.Ben.ExpectAsync(ResumableSeats.PeerLeave);
        await seats.Ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Resume_WithTooManyOrTooFewSeen_IsGoneAndSoIsTheSeat()
    {
        var seats = await ResumableSeats.LoseAsync();
        var anna = seats.Host.Connect();

        await anna.SendAsync(Say.Resume("tea", "anna", seats.Seat, lastSeen: 2)); // One more than there was.

        await anna.ExpectErrorAsync("seat-gone", "tea");
        await seats.Ben.ExpectAsync(ResumableSeats.PeerLeave);
        await anna.JoinAsync("tea", "anna"); // She is not in her own way.
    }

    [Fact]
    public async Task Resume_PastWhatWasConfirmed_IsGone()
    {
        var seats = await ResumableSeats.TakeAsync();
        await seats.Anna.SendAsync(Say.Seen(1));
        Assert.Equal(Say.Seen(1), await seats.Anna.ReceiveAsync());
        await seats.Anna.DropAsync();
        var anna = seats.Host.Connect();

        await anna.SendAsync(Say.Resume("tea", "anna", seats.Seat, lastSeen: 0));

        await anna.ExpectErrorAsync("seat-gone", "tea");
    }

    [Theory]
    [InlineData("tea", "anna", "wrong")]
    [InlineData("tea", "anna", "")]
    [InlineData("tea", "ben", null)]
    [InlineData("tea", "chris", null)]
    [InlineData("coffee", "anna", null)]
    [InlineData("Tea", "anna", null)]
    public async Task Resume_AnythingWrong_IsGoneInTheSameWords(string roomId, string uid, string? seat)
    {
        var seats = await ResumableSeats.LoseAsync();
        var stranger = seats.Host.Connect();

        await stranger.SendAsync(Say.Resume(roomId, uid, seat ?? seats.Seat, 0));

        await stranger.ExpectAsync(
            $$"""{"cmd":"error","code":"seat-gone","message":"There is no such seat to take back.","roomId":"{{roomId}}"}""");
        await seats.Ben.ExpectSilenceAsync();
        await seats.Host.Connect().ResumeAsync("tea", "anna", seats.Seat, 1);
    }

    [Fact]
    public async Task Resume_OnAConnectionThatSitsSomewhere_IsAlreadyJoined()
    {
        var seats = await ResumableSeats.LoseAsync();

        await seats.Ben.SendAsync(Say.Resume("tea", "anna", seats.Seat, 1));

        await seats.Ben.ExpectErrorAsync("already-joined", "tea");
    }

    [Fact]
    public async Task Newcomer_WhileTheOneThereIsAway_HearsOfThemAndOfTheirAbsence()
    {
        var host = new SignalingHost();
        var (anna, ben) = (host.Connect(), host.Connect());
        var seat = await anna.JoinResumableAsync("tea", "anna");
        await anna.SendAsync(Say.Offer("tea", "anna", "", "parked"));
        await anna.DropAsync();

        await ben.JoinAsync("tea", "ben");

        await ben.ExpectAsync("""{"cmd":"resp-join","remoteUid":"anna"}""");
        await ben.ExpectAsync(Say.Offer("tea", "anna", "ben", "parked"));
        await ben.ExpectAsync(ResumableSeats.PeerAway);
        await ben.SendAsync(Say.Offer("tea", "ben", "anna"));
        var again = host.Connect();
        await again.ResumeAsync("tea", "anna", seat, 0);
        await again.ExpectAsync("""{"cmd":"new-peer","remoteUid":"ben","offered":true}""");
        await again.ExpectAsync(Say.Offer("tea", "ben", "anna"));
        await ben.ExpectAsync(ResumableSeats.PeerBack);
    }

    [Fact]
    public async Task Join_WhileSomebodyIsAway_FindsTheSeatTaken()
    {
        var seats = await ResumableSeats.LoseAsync();
        var chris = seats.Host.Connect();

        await chris.SendAsync(Say.Join("tea", "chris"));
        await chris.ExpectErrorAsync("room-full", "tea");
        await chris.SendAsync(Say.Join("tea", "anna"));
        await chris.ExpectErrorAsync("uid-in-use", "tea");
    }

    [Fact]
    public async Task Both_AwayAndBack_HearOfEachOther()
    {
        var host = new SignalingHost();
        var (anna, ben) = (host.Connect(), host.Connect());
        var annas = await anna.JoinResumableAsync("tea", "anna");
        var bens = await ben.JoinResumableAsync("tea", "ben");
        await anna.DropAsync();
        await ben.DropAsync();

        (anna, ben) = (host.Connect(), host.Connect());
        await anna.ResumeAsync("tea", "anna", annas, lastSeen: 1);
        await anna.ExpectAsync("""{"cmd":"peer-away","remoteUid":"ben"}""");
        await ben.ResumeAsync("tea", "ben", bens, lastSeen: 0);
        await ben.ExpectCmdAsync("resp-join");
        await ben.ExpectAsync(ResumableSeats.PeerAway);
        await ben.ExpectAsync(ResumableSeats.PeerBack);
        await anna.ExpectAsync("""{"cmd":"peer-back","remoteUid":"ben"}""");
        await anna.ExpectSilenceAsync();
        await ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Other_LeavesWhileOneIsAway_IsHeardOfAfterwards()
    {
        var seats = await ResumableSeats.LoseAsync();
        await seats.Ben.SendAsync(Say.Leave("tea", "ben"));
        await seats.Ben.ExpectSilenceAsync();

        var anna = seats.Host.Connect();
        await anna.ResumeAsync("tea", "anna", seats.Seat, 1);

        await anna.ExpectAsync("""{"cmd":"peer-leave","remoteUid":"ben"}""");
        await anna.ExpectSilenceAsync();
        await seats.Ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task AnswerToAPreview_WhileTheOneWhoWaitsIsAway_IsKept()
    {
        var host = new SignalingHost();
        var (anna, ben) = (host.Connect(), host.Connect());
        var seat = await anna.JoinResumableAsync("tea", "anna");
        await anna.SendAsync(Say.Offer("tea", "anna", ""));
        await anna.SendAsync(Say.OfferPreview("tea", "anna"));
        await anna.DropAsync();
        await ben.SendAsync(Say.Prepare("tea", "ben"));
        await ben.ExpectCmdAsync("prepared");
        await ben.ExpectAsync(Say.OfferPreview("tea", "anna"));
        await ben.SendAsync(Say.AnswerPreview("tea", "ben", "anna"));
        await ben.ExpectSilenceAsync();

        var again = host.Connect();
        await again.ResumeAsync("tea", "anna", seat, 0);

        await again.ExpectAsync(Say.AnswerPreview("tea", "ben", "anna"));
    }

    [Fact]
    public async Task ShutDown_WhileSomebodyIsAway_TellsNobody()
    {
        using var stopping = new CancellationTokenSource();
        var seats = await ResumableSeats.LoseAsync();
        var running = seats.Host.Server.RunAsync(stopping.Token);

        seats.Host.Server.ShutDown();
        await seats.Ben.ExpectErrorAsync("shutting-down");
        seats.Host.Time.Advance(TimeSpan.FromMinutes(1));

        await seats.Ben.ExpectUnansweredCloseAsync(1001);
        await stopping.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Lease_OfAResume_IsANewOneThatAdoptsTheOldAndEndsWithTheSeat()
    {
        var seats = await ResumableSeats.LoseAsync();
        var anna = seats.Host.Connect();

        await anna.ResumeAsync("tea", "anna", seats.Seat, 1);

        var leases = seats.Host.IceServers.Seats.Where(lease => lease.Uid.Value == "anna").ToList();
        Assert.Same(leases[0], leases[1].Adopted);
        Assert.Equal([0, 0], leases.Select(lease => lease.TimesEnded));
        await anna.SendAsync(Say.Leave("tea", "anna"));
        await anna.ExpectSilenceAsync();
        Assert.Equal([0, 1], leases.Select(lease => lease.TimesEnded));
    }

    [Fact]
    public async Task Lease_OfManyResumes_IsNotRenewedWithoutEnd()
    {
        var seats = await ResumableSeats.TakeAsync();
        for (var round = 0; round < 40; round++) await seats.Host.Connect().ResumeAsync("tea", "anna", seats.Seat, 1);

        Assert.InRange(seats.Host.IceServers.Seats.Count(lease => lease.Uid.Value == "anna"), 2, 16);
    }

    [Fact]
    public async Task Lease_OfAResumeThatWasRefused_EndsAtOnce()
    {
        var seats = await ResumableSeats.LoseAsync();
        var anna = seats.Host.Connect();

        await anna.SendAsync(Say.Resume("tea", "anna", seats.Seat, 7));
        await anna.ExpectErrorAsync("seat-gone", "tea");

        Assert.All(seats.Host.IceServers.Seats.Where(lease => lease.Uid.Value == "anna"), lease => Assert.Equal(1, lease.TimesEnded));
    }

    [Fact]
    public async Task SlowReader_OfASeatThatCanBeResumed_LosesNothing()
    {
        var host = new SignalingHost(new() { MaxOutboxBytes = 128 * 1024, MessageBurst = 1_000_000 });
        var (ben, slow) = (host.Connect(), host.Connect(capacity: 4));
        await ben.JoinAsync("tea", "ben");
        var seat = await slow.JoinResumableAsync("tea", "anna");
        await ben.ExpectCmdAsync("new-peer");
        var text = new string('x', 10_000);
        for (var message = 0; message < 12; message++) await ben.SendAsync(ResumableSeats.FromBen($"{message}{text}"));
        await ben.ExpectSilenceAsync();
        host.Time.Advance(host.Server.Options.CloseTimeout);
        await slow.DropAsync();
        await ben.ExpectAsync(ResumableSeats.PeerAway);

        var again = host.Connect();
        await again.ResumeAsync("tea", "anna", seat, 1);

        for (var message = 0; message < 12; message++) Assert.Equal(ResumableSeats.FromBen($"{message}{text}"), await again.ReceiveAsync());
        await again.ExpectSilenceAsync();
    }
}
