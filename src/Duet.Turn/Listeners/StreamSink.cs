using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Relay;
using Duet.Turn.Sockets;

namespace Duet.Turn.Listeners;

/// <summary>
/// Collects what comes of one read of a stream, and sends it with few system calls. UDP clients are reached over the sockets of any worker.
/// </summary>
/// <param name="listeners">Sockets over which UDP clients are reached.</param>
/// <param name="batches">Where it gets a batch for as long as it has something in it.</param>
/// <param name="counters">Where what it relays and drops is counted.</param>
internal sealed class StreamSink(ListenerSockets listeners, SendBatches batches, RelayCounters counters) : IPacketSink
{
    private readonly FlushList _streams = new();
    private ISendBatch? _batch;
    private long _droppedBefore;

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
        if (dontFragment)
        {
            FlushBatch();
            SendWhole(relay, datagram, Counters);
        }
        else
        {
            Send(relay.Socket, datagram);
        }
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
            Send(socket, ClientDatagram.For(fiveTuple, header, payload, paddingBytes));
        }
        else
        {
            Counters.Drop(DropReason.NotSent);
        }
    }

    /// <summary>Sends what was collected. From here on it keeps nothing of the read.</summary>
    public void Flush()
    {
        FlushBatch();
        _streams.Flush();
    }

    // A batch sends from memory that stays where it is, which that of a stream does not: so payloads are copied. One that is too large for
    // that goes by itself, after those that came before it.
    private void Send(IDatagramSocket socket, in OutboundDatagram datagram)
    {
        if (datagram.Payload.Length <= ISendBatch.MaxReservedBytes)
        {
            Add(socket, datagram);
            return;
        }

        FlushBatch();
        if (!socket.Send(datagram)) Counters.Drop(DropReason.NotSent);
    }

    private void Add(IDatagramSocket socket, in OutboundDatagram datagram)
    {
        var batch = _batch ?? RentBatch();
        var copy = batch.Reserve(datagram.Payload.Length);
        datagram.Payload.CopyTo(copy);
        batch.Add(socket, datagram.With(copy));
    }

    private ISendBatch RentBatch()
    {
        _batch = batches.Rent();
        _droppedBefore = _batch.Dropped;
        return _batch;
    }

    private void FlushBatch()
    {
        if (_batch is not { } batch) return;

        _batch = null;
        batch.Flush();
        if (batch.Dropped > _droppedBefore) Counters.Drop(DropReason.NotSent, batch.Dropped - _droppedBefore);
        batches.Return(batch);
    }
}
