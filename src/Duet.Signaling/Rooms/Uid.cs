namespace Duet.Signaling.Rooms;

/// <summary>The name that a client chose for itself; unique within a room.</summary>
public readonly record struct Uid(string Value)
{
    public override string ToString() => Value;
}
