using Duet.Stun;

namespace Duet.Turn.Sockets;

/// <summary>An ICMP message about a datagram that was sent to a peer, as the ICMP attribute tells it (RFC 8656 section 18.13).</summary>
/// <param name="Peer">Whom the datagram was for.</param>
/// <param name="IcmpType">The type, of ICMPv4 or ICMPv6 as the peer's address is.</param>
/// <param name="IcmpCode">The code.</param>
/// <param name="Data">The MTU of the next hop in bytes, where the datagram was too large for it; else 0.</param>
internal readonly record struct PeerError(TransportAddress Peer, byte IcmpType, byte IcmpCode, uint Data);
