using Duet.Stun;
using Duet.Turn.Sockets;

namespace Duet.Turn.Tests.Listeners.Harness;

/// <summary>An operating system in which only what a test says happens, and which takes nothing from the heap.</summary>
internal sealed class ScriptedLayer : ISocketLayer, IPoller, IReceiveBatch, ISendBatch
{
    private readonly byte[] _reserved = new byte[ISendBatch.MaxReservedBytes];
    private byte[] _datagram = [];
    private TransportAddress _from;

    /// <summary>What a wait returns: the socket that has something.</summary>
    public required Func<int> NextToken { get; init; }

    public bool SharesPorts => false;

    public bool ChoosesSource => true;

    public int Capacity => 32;

    public long Sent { get; private set; }

    public long Dropped => 0;

    public ReceivedRun this[int index] => new() { From = _from, To = Local, Bytes = _datagram, SegmentBytes = _datagram.Length };

    /// <summary>Where datagrams come to.</summary>
    public TransportAddress Local { get; set; }

    /// <summary>What every receive from now on brings.</summary>
    public void Bring(TransportAddress from, byte[] datagram) => (_from, _datagram) = (from, datagram);

    public IDatagramSocket? Bind(in TransportAddress local, SocketUse use) => throw new NotSupportedException();

    public IPoller CreatePoller() => this;

    public IReceiveBatch CreateReceiveBatch() => this;

    public ISendBatch CreateSendBatch(IReceiveBatch? received) => this;

    public void Add(IDatagramSocket socket, int token)
    {
    }

    public void Remove(IDatagramSocket socket)
    {
    }

    public int Wait(Span<PollEvent> ready, int timeoutMilliseconds)
    {
        ready[0] = new PollEvent(NextToken(), Readable: true, Error: false);
        return 1;
    }

    public void Wake()
    {
    }

    public int Receive(IDatagramSocket socket) => Capacity;

    public Span<byte> Reserve(int bytes) => _reserved.AsSpan(0, bytes);

    public void Add(IDatagramSocket socket, in OutboundDatagram datagram) => Sent++;

    public void Flush()
    {
    }

    public void Dispose()
    {
    }
}
