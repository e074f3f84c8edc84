using System.Text;
using Duet.Signaling.Messages;
using Duet.Signaling.Rooms;
using Duet.Signaling.Tests.Harness;
using Duet.TestKit;

namespace Duet.Signaling.Tests.Rooms;

public sealed class RoomParkingTests
{
    private const string Joined = "joined";

    // Each message counts with the longest name, which has 64 letters of 4 bytes each; four of these are exactly what is kept.
    private const int MostKept = 4096;
    private const int LongestName = 4 * 64;
    private const int AQuarter = (MostKept / 4) - LongestName;

    private static readonly SignalingOptions _options = new() { MaxOutboxBytes = 2 * MostKept };

    private readonly ManualTimeProvider _time = new();
    private readonly Room _room = new(new RoomId("tea"));
    private readonly RecordedParticipant _anna = new("anna");
    private readonly RecordedParticipant _ben = new("ben");

    public RoomParkingTests() => Join(_anna);

    [Fact]
    public void Join_WhereAnOfferIsParked_HandsItOverRightAfterRespJoin()
    {
        ParkOffer("o");
        ParkCandidate("c1");
        ParkCandidate("c2");

        Join(_ben);

        Assert.Equal([Joined, """{"cmd":"resp-join","remoteUid":"anna"}""", Offer("o"), Candidate("c1"), Candidate("c2")], _ben.Heard);
        Assert.Equal([Joined, """{"cmd":"new-peer","remoteUid":"ben","offered":true}"""], _anna.Heard);
    }

    [Fact]
    public void Join_WhereNothingIsParked_SaysNothingOfAnOffer()
    {
        Join(_ben);

        Assert.Equal([Joined, """{"cmd":"resp-join","remoteUid":"anna"}"""], _ben.Heard);
        Assert.Equal([Joined, """{"cmd":"new-peer","remoteUid":"ben"}"""], _anna.Heard);
    }

    [Fact]
    public void Join_Refused_LeavesTheOfferWhereItIs()
    {
        ParkOffer("o");

        var impostor = new RecordedParticipant("anna");
        Assert.Equal(JoinOutcome.UidInUse, Join(impostor));
        Join(_ben);

        Assert.Empty(impostor.Heard);
        Assert.Equal(Offer("o"), _ben.Heard[^1]);
    }

    [Fact]
    public void ParkOffer_Again_ReplacesTheOneBeforeWithItsCandidates()
    {
        ParkOffer("o1");
        ParkCandidate("c1");
        ParkOffer("o2");
        ParkCandidate("c2");

        Join(_ben);

        Assert.Equal([Offer("o2"), Candidate("c2")], _ben.Heard.Skip(2));
    }

    [Fact]
    public void ParkOffer_Null_TakesTheOfferAndItsCandidatesBack()
    {
        ParkOffer("o");
        ParkCandidate("c");

        Assert.Equal(ParkOutcome.Done, Withdraw());
        Assert.Equal(ParkOutcome.NoOffer, ParkCandidate("late"));
        Join(_ben);

        Assert.Equal(2, _ben.Heard.Count);
        Assert.Equal("""{"cmd":"new-peer","remoteUid":"ben"}""", _anna.Heard[^1]);
    }

    [Fact]
    public void ParkOffer_NullWhereNothingIsParked_IsDoneAllTheSame() => Assert.Equal(ParkOutcome.Done, Withdraw());

    [Fact]
    public void ParkOffer_WithSomebodyThere_IsRefusedAndReachesNobody()
    {
        Join(_ben);

        Assert.Equal(ParkOutcome.SomebodyIsThere, ParkOffer("o"));
        Assert.Equal(ParkOutcome.NoOffer, ParkCandidate("c"));
        Assert.Equal(ParkOutcome.SomebodyIsThere, Withdraw());

        Assert.Equal((2, 2), (_anna.Heard.Count, _ben.Heard.Count));
    }

    [Fact]
    public void ParkOffer_ByTheOneWhoCame_IsRefusedAndTakesNothingFromTheOther()
    {
        ParkOffer("o");
        Join(_ben);

        Assert.Equal(ParkOutcome.SomebodyIsThere, ParkOffer("x", _ben));
        Assert.Equal(ParkOutcome.NoOffer, ParkCandidate("x", _ben));

        Assert.Equal(ParkOutcome.Done, ParkCandidate("c"));
        Assert.Equal(Candidate("c"), _ben.Heard[^1]);
    }

    [Fact]
    public void ParkCandidate_WithoutAnOffer_IsRefused() => Assert.Equal(ParkOutcome.NoOffer, ParkCandidate("c"));

    [Fact]
    public void ParkCandidate_AfterTheHandOver_FollowsItsOffer()
    {
        ParkOffer("o");
        ParkCandidate("c1");
        Join(_ben);

        Assert.Equal(ParkOutcome.Done, ParkCandidate("c2"));
        Assert.Equal(ParkOutcome.Done, ParkCandidate("c3"));

        Assert.Equal([Offer("o"), Candidate("c1"), Candidate("c2"), Candidate("c3")], _ben.Heard.Skip(2));
    }

    [Fact]
    public void ParkCandidate_LongAfterTheHandOver_StillFollowsItsOffer()
    {
        ParkOffer("o");
        Join(_ben);
        _time.Advance(_options.ParkedOfferLifetime);
        _room.DropExpiredOffer();

        Assert.Equal(ParkOutcome.Done, ParkCandidate("c"));
    }

    [Fact]
    public void ParkCandidate_AfterAnOfferThatCameTooLate_IsRefusedWithIt()
    {
        ParkOffer("o1");
        Join(_ben);

        Assert.Equal(ParkOutcome.SomebodyIsThere, ParkOffer("o2"));
        Assert.Equal(ParkOutcome.NoOffer, ParkCandidate("c2"));

        Assert.Equal([Offer("o1")], _ben.Heard.Skip(2));
    }

    [Fact]
    public void Forward_AfterTheHandOver_GoesOnAsEver()
    {
        ParkOffer("o");
        Join(_ben);

        Assert.True(_room.Forward(_ben.Participant, new Uid("anna"), "answer"u8));
        Assert.True(_room.Forward(_anna.Participant, new Uid("ben"), "candidate"u8));

        Assert.Equal(("answer", "candidate"), (_anna.Heard[^1], _ben.Heard[^1]));
    }

    [Fact]
    public void Leave_OfTheOneWhoCame_LeavesNothingOfTheOffer()
    {
        ParkOffer("o");
        Join(_ben);
        _room.Leave(_ben.Participant);

        Assert.Equal(ParkOutcome.NoOffer, ParkCandidate("late"));
        var chris = new RecordedParticipant("chris");
        Join(chris);

        Assert.Equal([Joined, """{"cmd":"resp-join","remoteUid":"anna"}"""], chris.Heard);
        Assert.Equal("""{"cmd":"new-peer","remoteUid":"chris"}""", _anna.Heard[^1]);
    }

    [Fact]
    public void Leave_OfTheOneWhoCame_LetsTheOtherParkAFreshOne()
    {
        ParkOffer("o1");
        Join(_ben);
        _room.Leave(_ben.Participant);

        Assert.Equal(ParkOutcome.Done, ParkOffer("o2"));
        var chris = new RecordedParticipant("chris");
        Join(chris);

        Assert.Equal(Say.Offer("tea", "anna", "chris", "o2"), chris.Heard[^1]);
        Assert.Equal("""{"cmd":"new-peer","remoteUid":"chris","offered":true}""", _anna.Heard[^1]);
    }

    [Fact]
    public void Leave_OfTheOneWhoWaits_ReleasesTheOffer()
    {
        ParkOffer("o");

        _room.Leave(_anna.Participant);

        Assert.Null(_anna.Participant.Parked);
    }

    [Fact]
    public void Leave_OfTheOneWhoWaited_LeavesTheOtherWithoutAnOffer()
    {
        ParkOffer("o");
        Join(_ben);
        _room.Leave(_anna.Participant);

        Assert.Null(_anna.Participant.Parked);
        Assert.Equal(ParkOutcome.NoOffer, ParkCandidate("c", _ben));
        Assert.Equal(ParkOutcome.Done, ParkOffer("o", _ben));
    }

    [Fact]
    public void Join_BeforeTheOfferIsTooOld_HandsItOver()
    {
        ParkOffer("o");
        _time.Advance(_options.ParkedOfferLifetime - TimeSpan.FromTicks(1));
        _room.DropExpiredOffer();

        Join(_ben);

        Assert.Equal(Offer("o"), _ben.Heard[^1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Join_WhenTheOfferIsTooOld_IsAsIfThereWereNone(bool isSwept)
    {
        ParkOffer("o");
        _time.Advance(_options.ParkedOfferLifetime);
        if (isSwept) _room.DropExpiredOffer();

        Join(_ben);

        Assert.Equal([Joined, """{"cmd":"resp-join","remoteUid":"anna"}"""], _ben.Heard);
        Assert.Equal("""{"cmd":"new-peer","remoteUid":"ben"}""", _anna.Heard[^1]);
        Assert.Equal(ParkOutcome.NoOffer, ParkCandidate("c"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ParkCandidate_WhenTheOfferIsTooOld_IsRefused(bool isSwept)
    {
        ParkOffer("o");
        _time.Advance(_options.ParkedOfferLifetime);
        if (isSwept) _room.DropExpiredOffer();

        Assert.Equal(ParkOutcome.NoOffer, ParkCandidate("c"));
    }

    [Fact]
    public void ParkCandidate_InTheMeantime_DoesNotProlongTheOffer()
    {
        ParkOffer("o");
        _time.Advance(_options.ParkedOfferLifetime / 2);
        ParkCandidate("c");
        _time.Advance(_options.ParkedOfferLifetime / 2);

        Join(_ben);

        Assert.Equal(2, _ben.Heard.Count);
    }

    [Fact]
    public void ParkOffer_InTheMeantime_BeginsAnew()
    {
        ParkOffer("o1");
        _time.Advance(_options.ParkedOfferLifetime / 2);
        ParkOffer("o2");
        _time.Advance(_options.ParkedOfferLifetime / 2);
        _room.DropExpiredOffer();

        Join(_ben);

        Assert.Equal(Offer("o2"), _ben.Heard[^1]);
    }

    [Fact]
    public void DropExpiredOffer_AtItsTime_ReleasesIt()
    {
        ParkOffer("o");
        _time.Advance(_options.ParkedOfferLifetime);

        _room.DropExpiredOffer();

        Assert.Null(_anna.Participant.Parked);
    }

    [Fact]
    public void DropExpiredOffer_OfWhoeverSitsInTheOtherSeat_ReleasesItToo()
    {
        Join(_ben);
        _room.Leave(_anna.Participant);
        ParkOffer("o", _ben);
        _time.Advance(_options.ParkedOfferLifetime);

        _room.DropExpiredOffer();

        Assert.Null(_ben.Participant.Parked);
    }

    [Fact]
    public void DropExpiredOffer_EmptyRoom_IsNothing()
    {
        _room.Leave(_anna.Participant);

        _room.DropExpiredOffer();
    }

    [Fact]
    public void ParkOffer_ExactlyAsMuchAsIsKept_IsKept() => Assert.Equal(ParkOutcome.Done, ParkOffer(Filling(MostKept - LongestName)));

    [Fact]
    public void ParkOffer_OneByteMore_IsRefusedAndTheOneBeforeIsOver()
    {
        ParkOffer("o");

        Assert.Equal(ParkOutcome.TooLarge, ParkOffer(Filling(MostKept - LongestName + 1)));
        Assert.Equal(ParkOutcome.NoOffer, ParkCandidate("c"));
        Join(_ben);

        Assert.Equal(2, _ben.Heard.Count);
    }

    [Fact]
    public void ParkCandidate_MoreThanIsKept_IsRefusedAndTheOthersStay()
    {
        ParkOffer(Filling(AQuarter));
        for (var number = 1; number <= 3; number++) Assert.Equal(ParkOutcome.Done, ParkCandidate(Filling(AQuarter - 4)));

        Assert.Equal(ParkOutcome.TooLarge, ParkCandidate("c"));
        Join(_ben);

        Assert.Equal(2 + 4, _ben.Heard.Count);
    }

    [Fact]
    public void ParkCandidate_MoreThanIsKept_AfterTheHandOverIsForwarded()
    {
        ParkOffer(Filling(MostKept - LongestName));
        Join(_ben);

        Assert.Equal(ParkOutcome.Done, ParkCandidate("c"));
    }

    [Fact]
    public void ParkOffer_AfterAFullOne_HasTheWholeRoomAgain()
    {
        ParkOffer(Filling(MostKept - LongestName));

        Assert.Equal(ParkOutcome.Done, ParkOffer(Filling(MostKept - LongestName)));
    }

    private static string Offer(string msg) => Say.Offer("tea", "anna", "ben", msg);

    private static string Candidate(string msg) => Say.Candidate("tea", "anna", "ben", msg);

    // The msg that makes an unaddressed offer so many bytes long; a candidate is four bytes longer by its name.
    private static string Filling(int bytes) => new('x', bytes - Say.Offer("tea", "anna", "", "").Length);

    private JoinOutcome Join(RecordedParticipant newcomer) => _room.Join(newcomer.Participant, Encoding.UTF8.GetBytes(Joined), null);

    private ParkOutcome ParkOffer(string msg, RecordedParticipant? sender = null)
    {
        var participant = (sender ?? _anna).Participant;
        var offer = Unaddressed(Say.Offer("tea", participant.Uid.Value, "", msg));
        return _room.ParkOffer(participant, new ParkedOffer(offer, _options, _time));
    }

    private ParkOutcome ParkCandidate(string msg, RecordedParticipant? sender = null)
    {
        var participant = (sender ?? _anna).Participant;
        return _room.ParkCandidate(participant, Unaddressed(Say.Candidate("tea", participant.Uid.Value, "", msg)));
    }

    private ParkOutcome Withdraw() => _room.ParkOffer(_anna.Participant, offer: null);

    private static UnaddressedMessage Unaddressed(string text) => UnaddressedMessage.CopyOf(Encoding.UTF8.GetBytes(text));
}
