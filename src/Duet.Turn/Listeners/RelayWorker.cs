using System.Collections.Concurrent;
using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Relay;
using Duet.Turn.Requests;
using Duet.Turn.Sockets;

namespace Duet.Turn.Listeners;

/// <summary>
/// One thread that reads its share of the clients and the relayed ports of their allocations, and sends what comes of it. It alone watches
/// and closes those sockets; others ask it to.
/// </summary>
/// <remarks>
/// 1. Take over ports that were bound, and close those that were released.
/// 2. Wait until something is there.
/// 3. Receive a batch from one socket.
/// 4. Hand each packet on: from a client to <see cref="PacketHandler"/>, from a peer to <see cref="PeerToClient"/>.
/// 5. Send what came of the batch, before its memory is used again.
/// </remarks>
internal sealed class RelayWorker
{
    private const int EventsPerWait = 256;

    private readonly ConcurrentQueue<(IDatagramSocket Port, bool IsReleased)> _changes = new();
    private readonly Dictionary<int, IDatagramSocket> _ports = [];
    private readonly PollEvent[] _events = new PollEvent[EventsPerWait];
    private readonly IPoller _poller;
    private readonly IReceiveBatch _received;
    private readonly ISendBatch _outbound;
    private readonly WorkerSink _sink;
    private readonly TimeProvider _time;
    private PacketHandler _packets = null!;
    private PeerToClient _toClient = null!;
    private AllocationTable _table = null!;
    private volatile bool _isStopping;
    private volatile bool _isClosed;
    private volatile int _threadId;

    /// <param name="index">Which of the workers this is.</param>
    /// <param name="sockets">The operating system.</param>
    /// <param name="listeners">Bound sockets for clients, which become its own.</param>
    /// <param name="time">The clock.</param>
    public RelayWorker(int index, ISocketLayer sockets, ListenerSockets listeners, TimeProvider time)
    {
        Index = index;
        Listeners = listeners;
        _time = time;
        _poller = sockets.CreatePoller();
        _received = sockets.CreateReceiveBatch();
        _outbound = sockets.CreateSendBatch(_received);
        _sink = new WorkerSink(index, listeners, _outbound);
    }

    public int Index { get; }

    public ListenerSockets Listeners { get; }

    public RelayCounters Counters => _sink.Counters;

    /// <summary>Datagrams that the network did not take.</summary>
    public long NotSent => _outbound.Dropped;

    /// <summary>Datagrams that came faster than they were received.</summary>
    public long ReceiveDrops => Listeners.ReceiveDrops;

    /// <summary>Watches a port that was bound for this worker. From any thread.</summary>
    public void Watch(IDatagramSocket port) => Change(port, isReleased: false);

    /// <summary>Closes a port, once nothing is read from it any more. From any thread.</summary>
    public void Release(IDatagramSocket port) => Change(port, isReleased: true);

    /// <summary>Makes <see cref="Run"/> return.</summary>
    public void Stop()
    {
        _isStopping = true;
        _poller.Wake();
    }

    /// <summary>Relays until it is stopped, and closes everything.</summary>
    public void Run(PacketHandler packets, PeerToClient toClient, AllocationTable table)
    {
        (_packets, _toClient, _table) = (packets, toClient, table);
        _threadId = Environment.CurrentManagedThreadId;
        try
        {
            for (var i = 0; i < Listeners.Count; i++) _poller.Add(Listeners[i], ListenerToken(i));
            while (!_isStopping)
            {
                ApplyChanges(); // 1
                var count = _poller.Wait(_events, timeoutMilliseconds: -1); // 2
                foreach (var ready in _events.AsSpan(0, count)) Handle(ready);
            }
        }
        finally
        {
            Close();
        }
    }

    private void Handle(in PollEvent ready)
    {
        if (ready.Token < 0)
        {
            HandleListener(Listeners[~ready.Token], ready);
        }
        else if (_ports.TryGetValue(ready.Token, out var port))
        {
            if (ready.Error) HandleErrors(port);
            if (ready.Readable) HandlePeers(port);
        }
    }

    private void HandleListener(IDatagramSocket listener, in PollEvent ready)
    {
        while (ready.Error && listener.TryReadError(out _))
        {
            // A client that is gone. Its allocation ends by itself.
        }

        if (!ready.Readable) return;

        var count = _received.Receive(listener); // 3
        var now = _time.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var run = _received[i];
            var client = new RequestContext(new FiveTuple(run.From, run.To, TransportProtocol.Udp), Index, Link: null);
            foreach (var packet in run) HandleClient(listener, client, packet, now); // 4
        }

        _sink.Flush(); // 5
    }

    private void HandleClient(IDatagramSocket listener, in RequestContext client, ReadOnlySpan<byte> packet, long now)
    {
        var reply = _outbound.Reserve(PacketHandler.MaxReplyBytes);
        var replyBytes = _packets.FromClient(client, packet, now, reply, _sink);
        if (replyBytes > 0) _outbound.Add(listener, ClientDatagram.For(client.FiveTuple, header: default, reply[..replyBytes], paddingBytes: 0));
    }

    private void HandlePeers(IDatagramSocket port)
    {
        var count = _received.Receive(port); // 3
        if (_table.FindRelay(port.LocalAddress) is not { } relay)
        {
            Counters.Drop(DropReason.NoAllocation, count); // A reserved port, or one that is about to be closed.
            return;
        }

        var now = _time.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var run = _received[i];
            foreach (var packet in run) _toClient.Forward(relay, run.From, packet, now, _sink); // 4
        }

        _sink.Flush(); // 5
    }

    private void HandleErrors(IDatagramSocket port)
    {
        var now = _time.GetTimestamp();
        var relay = _table.FindRelay(port.LocalAddress);
        while (port.TryReadError(out var error))
        {
            if (relay is not null) PeerToClient.ForwardError(relay, error.Peer, new Icmp(error.IcmpType, error.IcmpCode, error.Data), now, _sink);
        }

        _sink.Flush();
    }

    private void Change(IDatagramSocket port, bool isReleased)
    {
        _changes.Enqueue((port, isReleased));
        Interlocked.MemoryBarrier(); // Either this sees that it is closed, or Close sees the change.
        if (_isClosed) CloseChanged();
        else if (Environment.CurrentManagedThreadId != _threadId) _poller.Wake(); // Its own thread looks before it waits again.
    }

    private void ApplyChanges()
    {
        while (_changes.TryDequeue(out var change))
        {
            var (port, isReleased) = change;
            if (isReleased) Close(port);
            else Open(port);
        }
    }

    private void Open(IDatagramSocket port)
    {
        _ports[PortToken(port)] = port;
        _poller.Add(port, PortToken(port));
    }

    private void Close(IDatagramSocket port)
    {
        _ports.Remove(PortToken(port));
        _poller.Remove(port);
        port.Dispose();
    }

    private void Close()
    {
        _isClosed = true;
        Interlocked.MemoryBarrier();
        CloseChanged();
        foreach (var (_, port) in _ports) port.Dispose();
        for (var i = 0; i < Listeners.Count; i++) Listeners[i].Dispose();
        _outbound.Dispose();
        _received.Dispose();
        _poller.Dispose();
    }

    // The thread of a stream may bind a port while, or after, this worker ends.
    private void CloseChanged()
    {
        while (_changes.TryDequeue(out var change)) change.Port.Dispose();
    }

    // A relayed port of one family is bound once: its number names it.
    private static int PortToken(IDatagramSocket port) => ((int)port.LocalAddress.Family << 16) | port.LocalAddress.Port;

    private static int ListenerToken(int index) => ~index;
}
