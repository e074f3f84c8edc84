using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests.Seats;

public sealed class SeatCountTests
{
    private static readonly SignalingOptions _small = new() { MaxOutboxBytes = 64 * 1024, MessageBurst = 1_000_000 };

    [Fact]
    public async Task Seq_HandledBefore_IsPassedOverWithoutAnAnswer()
    {
        var seats = await ResumableSeats.TakeAsync();
        await seats.Anna.SendAsync(Say.Numbered(ResumableSeats.FromAnna("1"), 1));
        await seats.Anna.SendAsync(Say.Numbered(ResumableSeats.FromAnna("3"), 3));
        await seats.Anna.SendAsync(Say.Numbered(ResumableSeats.FromAnna("2"), 2));
        await seats.Anna.SendAsync(Say.Numbered(ResumableSeats.FromAnna("3"), 3));
        await seats.Anna.ExpectSilenceAsync();

        await seats.Ben.ExpectAsync(Say.Numbered(ResumableSeats.FromAnna("1"), 1));
        await seats.Ben.ExpectAsync(Say.Numbered(ResumableSeats.FromAnna("3"), 3));
        await seats.Ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Seq_AfterAResume_TellsWhatWasHandledAndTheRestIsTakenOnce()
    {
        var seats = await ResumableSeats.TakeAsync();
        foreach (var seq in new[] { 1, 2 }) await seats.Anna.SendAsync(Say.Numbered(ResumableSeats.FromAnna($"{seq}"), seq));
        await seats.Ben.ExpectCmdAsync("candidate");
        await seats.Ben.ExpectCmdAsync("candidate");
        await seats.Anna.DropAsync();
        var anna = seats.Host.Connect();

        Assert.Equal(2, (int?)(await anna.ResumeAsync("tea", "anna", seats.Seat, 1))["lastSeen"]);

        foreach (var seq in new[] { 1, 2, 3 }) await anna.SendAsync(Say.Numbered(ResumableSeats.FromAnna($"{seq}"), seq));
        await anna.ExpectSilenceAsync();
        await seats.Ben.ExpectAsync(ResumableSeats.PeerAway);
        await seats.Ben.ExpectAsync(ResumableSeats.PeerBack);
        await seats.Ben.ExpectAsync(Say.Numbered(ResumableSeats.FromAnna("3"), 3));
        await seats.Ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Seq_OfWhatWasRefused_CountsAsHandled()
    {
        var seats = await ResumableSeats.TakeAsync();
        string[] refused = [
            Say.Numbered(Say.Candidate("tea", "anna", "chris"), 1),
            Say.Numbered(Say.Offer("tea", "anna", ""), 2),
            Say.Numbered(Say.Candidate("tea", "anna", ""), 3),
            Say.Numbered(Say.OfferPreview("tea", "anna"), 4),
            Say.Numbered(Say.Candidate("tea", "ben", "anna"), 5),
        ];
        foreach (var message in refused)
        {
            await seats.Anna.SendAsync(message);
            await seats.Anna.ExpectCmdAsync("error");
            await seats.Anna.SendAsync(message);
        }

        await seats.Anna.ExpectSilenceAsync();
        await seats.Anna.DropAsync();
        Assert.Equal(5, (int?)(await seats.Host.Connect().ResumeAsync("tea", "anna", seats.Seat, 1))["lastSeen"]);
    }

    [Fact]
    public async Task Seq_OfParkedMessages_ParksThemOnce()
    {
        var host = new SignalingHost();
        var (anna, ben) = (host.Connect(), host.Connect());
        await anna.JoinResumableAsync("tea", "anna");
        var (offer, candidate) = (Say.Numbered(Say.Offer("tea", "anna", ""), 1), Say.Numbered(Say.Candidate("tea", "anna", ""), 2));
        foreach (var message in new[] { offer, candidate, candidate, offer }) await anna.SendAsync(message);
        await anna.ExpectSilenceAsync();

        await ben.JoinAsync("tea", "ben");

        await ben.ExpectCmdAsync("resp-join");
        await ben.ExpectAsync(Say.Numbered(Say.Offer("tea", "anna", "ben"), 1));
        await ben.ExpectAsync(Say.Numbered(Say.Candidate("tea", "anna", "ben"), 2));
        await ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Seq_OfAPlainSeat_MeansNothing()
    {
        var (anna, ben) = await new SignalingHost().ConnectPairAsync();
        var message = Say.Numbered(ResumableSeats.FromAnna("x"), 1);
        await anna.SendAsync(message);
        await anna.SendAsync(message);

        await ben.ExpectAsync(message);
        await ben.ExpectAsync(message);
    }

    [Fact]
    public async Task Unconfirmed_MoreThanIsKept_CanBeResumedAfterWhatFellOutButNotBefore()
    {
        var seats = await ResumableSeats.TakeAsync(_small);
        await SayMuchAsync(seats, 10);
        for (var message = 0; message < 10; message++) await seats.Anna.ReceiveAsync();
        await seats.Anna.DropAsync();
        var anna = seats.Host.Connect();

        await anna.ResumeAsync("tea", "anna", seats.Seat, lastSeen: 11);

        await anna.ExpectSilenceAsync();
        await anna.DropAsync();
        var late = seats.Host.Connect();
        await late.SendAsync(Say.Resume("tea", "anna", seats.Seat, lastSeen: 1));
        await late.ExpectErrorAsync("seat-gone", "tea");
    }

    [Fact]
    public async Task Confirmed_Messages_MakeRoomForOthers()
    {
        var seats = await ResumableSeats.TakeAsync(_small);
        for (var round = 0; round < 5; round++)
        {
            await SayMuchAsync(seats, 4);
            for (var message = 0; message < 4; message++) await seats.Anna.ReceiveAsync();
            await seats.Anna.SendAsync(Say.Seen(1 + (4 * (round + 1))));
            await seats.Anna.ReceiveAsync();
        }

        await seats.Anna.DropAsync();
        await SayMuchAsync(seats, 4);
        await seats.Ben.ExpectAsync(ResumableSeats.PeerAway);
        var anna = seats.Host.Connect();
        await anna.ResumeAsync("tea", "anna", seats.Seat, 21);
        for (var message = 0; message < 4; message++) await anna.ExpectCmdAsync("candidate");
        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Away_MoreThanIsKept_EndsTheSeatAtOnce()
    {
        var seats = await ResumableSeats.LoseAsync(_small);

        await SayMuchAsync(seats, 7);

        await seats.Ben.ExpectAsync(ResumableSeats.PeerLeave);
        await seats.Ben.ExpectSilenceAsync();
        Assert.Equal((0, 1), (seats.Host.Server.HeldSeats.Count, seats.Host.IceServers.Seats.First().TimesEnded));
        var anna = seats.Host.Connect();
        await anna.SendAsync(Say.Resume("tea", "anna", seats.Seat, 1));
        await anna.ExpectErrorAsync("seat-gone", "tea");
    }

    [Fact]
    public async Task Away_OverwhelmedByWhoOnlyLooks_ClosesTheRoom()
    {
        var host = new SignalingHost(_small);
        var (anna, ben) = (host.Connect(), host.Connect());
        await anna.JoinResumableAsync("tea", "anna");
        await anna.SendAsync(Say.Offer("tea", "anna", ""));
        await anna.SendAsync(Say.OfferPreview("tea", "anna"));
        await anna.DropAsync();
        await ben.SendAsync(Say.Prepare("tea", "ben"));
        await ben.ExpectCmdAsync("prepared");
        await ben.ExpectCmdAsync("offer-preview");

        for (var message = 0; message < 7; message++) await ben.SendAsync(Say.AnswerPreview("tea", "ben", "anna", new string('x', 10_000)));
        await ben.ExpectSilenceAsync();

        Assert.Equal((0, 0), (host.Server.RoomCount, host.Server.HeldSeats.Count));
    }

    [Fact]
    public async Task Keepalive_ThatConfirmsMoreThanThereWas_LosesNothingToCome()
    {
        var seats = await ResumableSeats.TakeAsync();
        await seats.Anna.SendAsync(Say.Seen(1_000));
        await seats.Anna.ReceiveAsync();
        await seats.Anna.DropAsync();
        await seats.BenSaysAsync("x");
        await seats.Ben.ExpectAsync(ResumableSeats.PeerAway);
        await seats.Ben.ExpectSilenceAsync();

        var anna = seats.Host.Connect();
        await anna.ResumeAsync("tea", "anna", seats.Seat, 1);

        Assert.Equal(ResumableSeats.FromBen("x"), await anna.ReceiveAsync());
    }

    [Fact]
    public async Task Keepalive_OfAPlainSeatOrNone_IsEchoedWithWhatItSays()
    {
        var host = new SignalingHost();
        var anna = host.Connect();
        foreach (var _ in new[] { "outside", "inside" })
        {
            await anna.SendAsync(Say.Seen(7));
            Assert.Equal(Say.Seen(7), await anna.ReceiveAsync());
            await anna.SendAsync(Say.Join("tea", "anna"));
            await anna.ReceiveAsync();
        }
    }

    [Fact]
    public async Task Quota_ConnectJoinAndDrop_PilesUpNoMoreSeatsThanConnectionsAreAllowed()
    {
        var host = new SignalingHost(new() { ConnectionsPerAddress = 3 });
        for (var number = 0; number < 10; number++)
        {
            var client = host.Connect();
            await client.JoinResumableAsync($"room-{number}", "anna");
            await client.DropAsync();
        }

        Assert.Equal((3, 3), (host.Server.HeldSeats.Count, host.Server.RoomCount));
        var other = host.Connect("192.0.2.2");
        await other.JoinResumableAsync("other", "anna");
        await other.DropAsync();
        Assert.Equal(4, host.Server.HeldSeats.Count);
        host.EndHeldSeats();
        Assert.Equal((0, 0), (host.Server.HeldSeats.Count, host.Server.RoomCount));
    }

    [Fact]
    public async Task Quota_AllOfAnAddressAreLostAtOnce_AllComeBack()
    {
        const int All = 3;
        var host = new SignalingHost(new() { ConnectionsPerAddress = All });
        var clients = Enumerable.Range(0, All).Select(_ => host.Connect()).ToList();
        var seats = new List<string>();
        for (var number = 0; number < All; number++) seats.Add(await clients[number].JoinResumableAsync($"room-{number}", "anna"));
        foreach (var client in clients) await client.DropAsync();

        for (var number = 0; number < All; number++) await host.Connect().ResumeAsync($"room-{number}", "anna", seats[number], 0);

        Assert.Equal((0, All), (host.Server.HeldSeats.Count, host.Server.RoomCount));
    }

    private static async Task SayMuchAsync(ResumableSeats seats, int messages)
    {
        for (var message = 0; message < messages; message++) await seats.BenSaysAsync(new string('x', 10_000));
    }
}
