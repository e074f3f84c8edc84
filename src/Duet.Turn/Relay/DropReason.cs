namespace Duet.Turn.Relay;

/// <summary>Why a packet went nowhere.</summary>
internal enum DropReason
{
    /// <summary>Neither STUN nor ChannelData.</summary>
    NotTurn,

    /// <summary>Data from a client without an allocation, or for a relayed address that has ended.</summary>
    NoAllocation,

    /// <summary>A channel that is not bound.</summary>
    NoChannel,

    /// <summary>A peer without a permission (RFC 8656 section 9).</summary>
    NoPermission,

    /// <summary>A peer that nobody may talk to.</summary>
    PeerDenied,

    /// <summary>More than the allocation or its user may relay.</summary>
    OverBudget,

    /// <summary>A Send indication that is not one, or more than fits into a message.</summary>
    Malformed,

    /// <summary>The network did not take it at once.</summary>
    NotSent,

    /// <summary>A TCP or TLS client that read too slowly.</summary>
    SlowReader,
}
