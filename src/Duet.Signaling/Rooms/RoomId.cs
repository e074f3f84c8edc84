namespace Duet.Signaling.Rooms;

/// <summary>The name of a room, as its link shows it. Compared to the letter: <c>Tea</c> and <c>tea</c> are two rooms.</summary>
public readonly record struct RoomId(string Value)
{
    public override string ToString() => Value;
}
