using Duet.Signaling.Messages;
using Duet.Signaling.Rooms;
using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests.Rooms;

public sealed class RoomDirectoryTests
{
    private static readonly JoinedMessage _joined = new("tea", "x", "seat", [], "all", 5);

    private readonly RoomDirectory _rooms = new();

    [Fact]
    public void Join_FirstOne_OpensTheRoom()
    {
        Assert.Equal(JoinOutcome.Seated, Join("tea", new("anna"), out var room));

        Assert.Equal("tea", room!.Id.Value);
        Assert.Equal(1, _rooms.Count);
    }

    [Fact]
    public void Join_SecondOne_SitsInTheSameRoom()
    {
        Join("tea", new("anna"), out var annas);
        Join("tea", new("ben"), out var bens);

        Assert.Same(annas, bens);
        Assert.Equal(1, _rooms.Count);
    }

    [Fact]
    public void Join_NameOfAnotherCase_IsAnotherRoom()
    {
        Join("tea", new("anna"), out var small);
        Join("Tea", new("anna"), out var large);

        Assert.NotSame(small, large);
        Assert.Equal(2, _rooms.Count);
    }

    [Fact]
    public void Join_Refused_GivesNoRoom()
    {
        Join("tea", new("anna"), out _);

        Assert.Equal(JoinOutcome.UidInUse, Join("tea", new("anna"), out var afterUidInUse));
        Join("tea", new("ben"), out _);
        Assert.Equal(JoinOutcome.RoomFull, Join("tea", new("chris"), out var afterRoomFull));

        Assert.Null(afterUidInUse);
        Assert.Null(afterRoomFull);
        Assert.Equal(1, _rooms.Count);
    }

    [Fact]
    public void Leave_LastOne_RemovesTheRoom()
    {
        var (anna, ben) = (new RecordedParticipant("anna"), new RecordedParticipant("ben"));
        Join("tea", anna, out var room);
        Join("tea", ben, out _);

        room!.Leave(anna.Participant);
        Assert.Equal(1, _rooms.Count);
        room!.Leave(ben.Participant);
        Assert.Equal(0, _rooms.Count);
    }

    [Fact]
    public void Join_AfterTheRoomWasGone_OpensANewOne()
    {
        var anna = new RecordedParticipant("anna");
        Join("tea", anna, out var former);
        former!.Leave(anna.Participant);

        Assert.Equal(JoinOutcome.Seated, Join("tea", new("ben"), out var room));

        Assert.NotSame(former, room);
        Assert.Equal(1, _rooms.Count);
    }

    [Fact]
    public void Join_RoomThatClosedButIsStillListed_OpensANewOne()
    {
        var anna = new RecordedParticipant("anna");
        Join("tea", anna, out var closing);
        closing!.Leave(anna.Participant); // The directory has not been told yet: the moment between the two halves of Leave.

        Assert.Equal(JoinOutcome.Seated, Join("tea", new("ben"), out var room));

        Assert.NotSame(closing, room);
        Assert.Equal(1, _rooms.Count);
    }

    private JoinOutcome Join(string roomId, RecordedParticipant participant, out Room? room) =>
        _rooms.Join(new RoomId(roomId), participant.Participant, _joined, null, out room);
}
