using System.Text;
using Duet.Signaling.Rooms;
using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests.Rooms;

public sealed class RoomTests
{
    private const string Joined = "joined";

    private readonly Room _room = new(new RoomId("tea"));
    private readonly RecordedParticipant _anna = new("anna");
    private readonly RecordedParticipant _ben = new("ben");

    [Fact]
    public void Join_EmptyRoom_TellsTheJoinerJoinedOnly()
    {
        Assert.Equal(JoinOutcome.Seated, Join(_anna));

        Assert.Equal([Joined], _anna.Heard);
    }

    [Fact]
    public void Join_RoomWithOne_TellsJoinedThenRespJoinAndNewPeerToTheOther()
    {
        Join(_anna);

        Assert.Equal(JoinOutcome.Seated, Join(_ben));

        Assert.Equal([Joined, """{"cmd":"resp-join","remoteUid":"anna"}"""], _ben.Heard);
        Assert.Equal([Joined, """{"cmd":"new-peer","remoteUid":"ben"}"""], _anna.Heard);
    }

    [Fact]
    public void Join_FullRoom_IsRefusedAndNobodyHearsOfIt()
    {
        SeatBoth();
        var chris = new RecordedParticipant("chris");

        Assert.Equal(JoinOutcome.RoomFull, Join(chris));

        Assert.Empty(chris.Heard);
        Assert.Equal((2, 2), (_anna.Heard.Count, _ben.Heard.Count));
    }

    [Fact]
    public void Join_UidOfWhoIsThere_IsRefusedAndNobodyHearsOfIt()
    {
        Join(_anna);
        var impostor = new RecordedParticipant("anna");

        Assert.Equal(JoinOutcome.UidInUse, Join(impostor));

        Assert.Empty(impostor.Heard);
        Assert.Equal([Joined], _anna.Heard);
    }

    [Fact]
    public void Join_UidInUseInAFullRoom_SaysUidInUse()
    {
        SeatBoth();

        Assert.Equal(JoinOutcome.UidInUse, Join(new RecordedParticipant("ben")));
    }

    [Fact]
    public void Join_UidOfAnotherCase_IsSomebodyElse()
    {
        Join(_anna);

        Assert.Equal(JoinOutcome.Seated, Join(new RecordedParticipant("Anna")));
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("ben")]
    public void Join_AfterEitherLeft_TakesTheFreeSeat(string leaver)
    {
        SeatBoth();
        var (left, stayed) = leaver == "anna" ? (_anna, _ben) : (_ben, _anna);
        _room.Leave(left.Participant);
        var chris = new RecordedParticipant("chris");

        Assert.Equal(JoinOutcome.Seated, Join(chris));

        Assert.Equal($$"""{"cmd":"resp-join","remoteUid":"{{stayed.Participant.Uid}}"}""", chris.Heard[^1]);
        Assert.Equal("""{"cmd":"new-peer","remoteUid":"chris"}""", stayed.Heard[^1]);
        Assert.Equal(JoinOutcome.RoomFull, Join(new RecordedParticipant("dora")));
    }

    [Fact]
    public void Join_ClosedRoom_IsClosedForEver()
    {
        Join(_anna);
        _room.Leave(_anna.Participant);

        Assert.Equal(JoinOutcome.RoomClosed, Join(_ben));
        Assert.Empty(_ben.Heard);
    }

    [Fact]
    public void Leave_RoomOfTwo_TellsTheOtherOnceAndStaysOpen()
    {
        SeatBoth();

        Assert.False(_room.Leave(_anna.Participant));

        Assert.Equal("""{"cmd":"peer-leave","remoteUid":"anna"}""", _ben.Heard[^1]);
        Assert.Equal((2, 3), (_anna.Heard.Count, _ben.Heard.Count));
    }

    [Fact]
    public void Leave_LastOne_ClosesTheRoom()
    {
        SeatBoth();
        _room.Leave(_anna.Participant);

        Assert.True(_room.Leave(_ben.Participant));

        Assert.Equal((2, 3), (_anna.Heard.Count, _ben.Heard.Count));
    }

    [Fact]
    public void Forward_ToTheOther_ArrivesToTheByte()
    {
        SeatBoth();
        const string Odd = "{ \"msg\" : \"\\u0041\\/ 茶 \\ud800\" ,\"x\":1.0 }\n";

        Assert.True(Forward(_anna, "ben", Odd));

        Assert.Equal(Odd, _ben.Heard[^1]);
        Assert.Equal(2, _anna.Heard.Count);
    }

    [Theory]
    [InlineData("chris")]
    [InlineData("anna")]
    [InlineData("Ben")]
    [InlineData("")]
    public void Forward_ToSomebodyElse_GoesNowhere(string remoteUid)
    {
        SeatBoth();

        Assert.False(Forward(_anna, remoteUid, "x"));

        Assert.Equal((2, 2), (_anna.Heard.Count, _ben.Heard.Count));
    }

    [Fact]
    public void Forward_Alone_GoesNowhere()
    {
        Join(_anna);

        Assert.False(Forward(_anna, "ben", "x"));
    }

    [Fact]
    public void Forward_AfterTheOtherLeft_GoesNowhere()
    {
        SeatBoth();
        _room.Leave(_ben.Participant);

        Assert.False(Forward(_anna, "ben", "x"));
    }

    [Fact]
    public void Forward_ManyBothWays_KeepTheirOrder()
    {
        SeatBoth();
        var messages = Enumerable.Range(0, 100).Select(number => $"{number}").ToList();
        foreach (var message in messages)
        {
            Forward(_anna, "ben", message);
            Forward(_ben, "anna", message);
        }

        Assert.Equal(messages, _ben.Heard.Skip(2));
        Assert.Equal(messages, _anna.Heard.Skip(2));
    }

    private void SeatBoth()
    {
        Join(_anna);
        Join(_ben);
    }

    private JoinOutcome Join(RecordedParticipant newcomer) => _room.Join(newcomer.Participant, Encoding.UTF8.GetBytes(Joined), null);

    private bool Forward(RecordedParticipant sender, string remoteUid, string message) =>
        _room.Forward(sender.Participant, new Uid(remoteUid), Encoding.UTF8.GetBytes(message));
}
