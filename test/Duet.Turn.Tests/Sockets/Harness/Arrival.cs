using Duet.Stun;

namespace Duet.Turn.Tests.Sockets.Harness;

/// <summary>A datagram that came.</summary>
internal sealed record Arrival(TransportAddress From, TransportAddress To, byte[] Bytes);
