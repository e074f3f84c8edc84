using Duet.Stun;

namespace Duet.Turn.Sockets.Portable;

/// <summary>A datagram beside its bytes.</summary>
internal readonly record struct ReceivedDatagram(TransportAddress From, TransportAddress To, int Length);
