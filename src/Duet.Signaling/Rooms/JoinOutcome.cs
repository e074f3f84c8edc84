namespace Duet.Signaling.Rooms;

internal enum JoinOutcome
{
    Seated,
    RoomFull,
    UidInUse,

    /// <summary>The last participant left a moment ago and the room is no longer in the directory: take a new one.</summary>
    RoomClosed,
}
