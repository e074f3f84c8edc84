using System.Buffers;
using System.IO.Pipelines;
using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Listeners;
using Duet.Turn.Relay;
using Duet.Turn.Sockets.Portable;
using Duet.Turn.Tests.Relay.Harness;
using Duet.Turn.Tests.Requests.Harness;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Fuzz;

/// <summary>A connection to a relay of its own. What comes in is framed a second time, all of it in one piece.</summary>
internal sealed class FuzzedStream
{
    private static readonly TransportAddress _peer = At(PacketPath.Peer);

    private readonly Pipe _toServer = new(Inline());
    private readonly Pipe _toClient = new(Inline());
    private readonly PacketPath _path = new();
    private readonly RelayCounters _counters = new();
    private readonly List<byte> _written = [];
    private readonly Task _served;
    private int _framed;
    private int _data;
    private int _requests;
    private int _replies;

    public FuzzedStream()
    {
        var relay = _path.Relay;
        relay.Ports.Open = local => new SilentSocket(local);
        Client = new FuzzedClient(new FakeClient(relay, relay.Credentials.Issue(), At("30.0.0.3:5000")) { Protocol = TransportProtocol.Tcp });

        var packets = new PacketHandler(relay.Table, relay.Pipeline, _path.ToPeer);
        var batches = new SendBatches(new PortableSockets());
        var context = new StreamContext(packets, new ListenerSockets([]), batches, _counters, relay.Options, relay.Time);
        var connection = new StreamConnection(new Duplex(_toServer.Reader, _toClient.Writer), Client.Client.FiveTuple, Held: null);
        _served = new StreamClient(context, connection, worker: 0).RunAsync();
    }

    public FuzzedClient Client { get; }

    public FakeRelay Relay => _path.Relay;

    /// <summary>Whom the client may want to reach, itself too.</summary>
    public IReadOnlyList<TransportAddress> Peers =>
        Relay.Table.TryFind(Client.Client.FiveTuple, out var own) && own.IPv4 is { } relay ? [_peer, relay.Advertised] : [_peer];

    /// <summary>Whether something came that is no message.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Writes a part of the stream, which the server has handled when this returns.</summary>
    public void Write(ReadOnlySpan<byte> part)
    {
        _written.AddRange(part);
        _toServer.Writer.Write(part);
        Assert.True(_toServer.Writer.FlushAsync().AsTask().IsCompletedSuccessfully);

        FrameAgain();
        ReadReplies();
        Assert.Equal(_data, _counters.Accounted());
        Assert.InRange(_replies, 0, _requests);
        if (_served.IsCompleted != IsMalformed) _served.GetAwaiter().GetResult(); // Tells what it failed with.
        Assert.Equal(IsMalformed, _served.IsCompleted);
    }

    /// <summary>The client goes, wherever in a message it is.</summary>
    public void HangUp()
    {
        _toServer.Writer.Complete();
        Assert.True(_served.IsCompleted);
        _served.GetAwaiter().GetResult();
        Assert.False(Client.Client.HasAllocation);
        Assert.DoesNotContain(Relay.Ports.Bound, port => Relay.Table.FindRelay(port) is not null);
    }

    private void FrameAgain()
    {
        var rest = new ReadOnlySequence<byte>(_written.ToArray(), _framed, _written.Count - _framed);
        StreamStep step;
        while ((step = StreamFrame.TryRead(rest, out var frameBytes, out var paddedBytes)) is StreamStep.Frame)
        {
            var frame = rest.Slice(0, frameBytes).ToArray();
            if (PacketBooks.Count(frame)) _data++;
            else _requests++;
            rest = rest.Slice(paddedBytes);
            _framed += paddedBytes;
        }

        IsMalformed = step is StreamStep.Malformed;
    }

    private void ReadReplies()
    {
        if (!_toClient.Reader.TryRead(out var result)) return;

        var rest = result.Buffer;
        while (StreamFrame.TryRead(rest, out var frameBytes, out var paddedBytes) is StreamStep.Frame)
        {
            Hear(rest.Slice(0, frameBytes).ToArray());
            rest = rest.Slice(paddedBytes);
        }

        Assert.True(rest.IsEmpty, "A part of a message was sent.");
        _toClient.Reader.AdvanceTo(rest.End);
    }

    // Its own data may come back to it, where it is its own peer.
    private void Hear(byte[] frame)
    {
        if (!StunMessage.TryRead(frame, out var message) || message.Class is StunClass.Indication) return;

        _replies++;
        Client.Hear(message);
    }

    private static PipeOptions Inline() => new(
        readerScheduler: PipeScheduler.Inline,
        writerScheduler: PipeScheduler.Inline,
        pauseWriterThreshold: 0,
        useSynchronizationContext: false);

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
