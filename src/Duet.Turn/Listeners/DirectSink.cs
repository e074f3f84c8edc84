using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Relay;
using Duet.Turn.Sockets;

namespace Duet.Turn.Listeners;

/// <summary>Sends at once, for a thread that reads a stream. UDP clients are reached over the sockets of any worker.</summary>
internal sealed class DirectSink(ListenerSockets listeners, RelayCounters counters) : IPacketSink
{
    private readonly FlushList _streams = new();

    public RelayCounters Counters { get; } = counters;

    /// <summary>Sends a datagram that may not be split.</summary>
    public static void SendWhole(RelayedTransport relay, in OutboundDatagram datagram, RelayCounters counters)
    {
        relay.Socket.SetDontFragment(true);
        if (!relay.Socket.Send(datagram)) counters.Drop(DropReason.NotSent);
        relay.Socket.SetDontFragment(false);
    }

    public void ToPeer(RelayedTransport relay, in TransportAddress peer, ReadOnlySpan<byte> payload, bool dontFragment)
    {
        var datagram = new OutboundDatagram { To = peer, Payload = payload };
        if (dontFragment) SendWhole(relay, datagram, Counters);
        else if (!relay.Socket.Send(datagram)) Counters.Drop(DropReason.NotSent);
    }

    public void ToClient(Allocation allocation, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, int paddingBytes)
    {
        if (allocation.Link is { } link)
        {
            link.Post(header, payload);
            _streams.Add(link);
            return;
        }

        ref readonly var fiveTuple = ref allocation.FiveTuple;
        var datagram = ClientDatagram.For(fiveTuple, header, payload, paddingBytes);
        if (listeners.Find(fiveTuple.Server) is not { } socket || !socket.Send(datagram)) Counters.Drop(DropReason.NotSent);
    }

    /// <summary>Sends what was posted to streams.</summary>
    public void Flush() => _streams.Flush();
}
