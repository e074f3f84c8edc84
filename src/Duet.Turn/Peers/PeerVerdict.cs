namespace Duet.Turn.Peers;

/// <summary>What <see cref="PeerPolicy"/> says of an address. Nothing said is a denial.</summary>
internal enum PeerVerdict
{
    /// <summary>Nothing goes to it and nothing is taken from it: 403 (RFC 8656 sections 10.2 and 12.2).</summary>
    Denied,

    /// <summary>
    /// One of the relay's own relayed addresses. A permission for it is fine, as both sides of a call may relay here, but packets for it
    /// go to the other allocation in memory, never to the network: this machine's own services listen there.
    /// </summary>
    OwnRelay,

    /// <summary>An address of the public internet, or one that was allowed.</summary>
    Allowed,
}
