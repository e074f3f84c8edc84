using Duet.Stun;

namespace Duet.Turn.Tests.Relay.Harness;

/// <summary>What left for a peer.</summary>
internal sealed record SentToPeer(TransportAddress From, TransportAddress Peer, byte[] Payload, bool DontFragment);
