using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Relay;

namespace Duet.Turn.Tests.Relay.Harness;

/// <summary>Keeps what leaves. Nothing of it gets near a socket.</summary>
internal sealed class RecordingSink : IPacketSink
{
    public List<SentToPeer> ToPeers { get; } = [];

    public List<SentToClient> ToClients { get; } = [];

    public RelayCounters Counters { get; } = new();

    public bool IsEmpty => ToPeers.Count == 0 && ToClients.Count == 0;

    public void ToPeer(RelayedTransport relay, in TransportAddress peer, ReadOnlySpan<byte> payload, bool dontFragment) =>
        ToPeers.Add(new SentToPeer(relay.Advertised, peer, payload.ToArray(), dontFragment));

    public void ToClient(Allocation allocation, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, int paddingBytes) =>
        ToClients.Add(new SentToClient(allocation, [.. header, .. payload, .. new byte[paddingBytes]], paddingBytes));
}
