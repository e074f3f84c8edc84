using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Relay;

namespace Duet.Turn.Tests.Relay.Harness;

/// <summary>Counts what leaves, and takes nothing from the heap itself.</summary>
internal sealed class CountingSink : IPacketSink
{
    public int ToPeers { get; private set; }

    public int ToClients { get; private set; }

    public RelayCounters Counters { get; } = new();

    public void ToPeer(RelayedTransport relay, in TransportAddress peer, ReadOnlySpan<byte> payload, bool dontFragment) => ToPeers++;

    public void ToClient(Allocation allocation, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, int paddingBytes) => ToClients++;
}
