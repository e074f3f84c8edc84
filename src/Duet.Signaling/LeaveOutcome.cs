namespace Duet.Signaling;

/// <summary>What became of a request to leave a seat without its connection.</summary>
public enum LeaveOutcome
{
    /// <summary>The seat is left.</summary>
    Left,

    /// <summary>There is no such seat: the room, the name or the secret is wrong, or the seat is over. Nobody is told which.</summary>
    NoSuchSeat,

    /// <summary>The request could not be read.</summary>
    Malformed,
}
