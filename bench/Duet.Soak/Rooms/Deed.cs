namespace Duet.Soak.Rooms;

/// <summary>What a client with a seat may do next.</summary>
internal enum Deed
{
    /// <summary>Sends the other a letter or several.</summary>
    Talk,

    /// <summary>Sends a <c>keepalive</c> that says what has come.</summary>
    Confirm,

    /// <summary>Drops the connection.</summary>
    Drop,

    /// <summary>Leaves the room.</summary>
    Leave,

    /// <summary>Says something malformed.</summary>
    Babble,

    /// <summary>Says nothing for a while.</summary>
    FallSilent,

    /// <summary>Reads nothing any more.</summary>
    GoDeaf,

    /// <summary>Says malformed things until the server has enough.</summary>
    Provoke,
}
