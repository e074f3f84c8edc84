using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Relay;
using Duet.Turn.Sockets;

namespace Duet.Turn.Listeners;

/// <summary>Collects what one worker sends, and sends it with few system calls when it has looked at all that it received.</summary>
/// <param name="worker">Whose sockets the batch may use.</param>
/// <param name="listeners">Its sockets for clients.</param>
/// <param name="batch">Its datagrams on their way out.</param>
internal sealed class WorkerSink(int worker, ListenerSockets listeners, ISendBatch batch) : IPacketSink
{
    private readonly FlushList _streams = new();

    public RelayCounters Counters { get; } = new();

    public void ToPeer(RelayedTransport relay, in TransportAddress peer, ReadOnlySpan<byte> payload, bool dontFragment)
    {
        var datagram = new OutboundDatagram { To = peer, Payload = payload };
        if (dontFragment) StreamSink.SendWhole(relay, datagram, Counters);
        else if (relay.Worker == worker) batch.Add(relay.Socket, datagram);
        else if (!relay.Socket.Send(datagram)) Counters.Drop(DropReason.NotSent);
    }

    public void ToClient(Allocation allocation, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, int paddingBytes)
    {
        ref readonly var fiveTuple = ref allocation.FiveTuple;
        if (allocation.Link is { } link)
        {
            link.Post(header, payload);
            _streams.Add(link);
        }
        else if (listeners.Find(fiveTuple.Server) is { } socket)
        {
            batch.Add(socket, ClientDatagram.For(fiveTuple, header, payload, paddingBytes));
        }
        else
        {
            Counters.Drop(DropReason.NotSent);
        }
    }

    public void Flush()
    {
        batch.Flush();
        _streams.Flush();
    }
}
