using Duet.Stun;
using Duet.Turn.Sockets;

namespace Duet.Turn.Tests.Listeners.Harness;

/// <summary>A layer that has nothing but batches, and counts them.</summary>
internal sealed class CountedBatches : ISocketLayer
{
    public int Created { get; private set; }

    public int Disposed { get; private set; }

    public bool SharesPorts => false;

    public bool ChoosesSource => false;

    public ISendBatch CreateSendBatch(IReceiveBatch? received)
    {
        Created++;
        return new Batch(this);
    }

    public IDatagramSocket? Bind(in TransportAddress local, SocketUse use) => throw new NotSupportedException();

    public IPoller CreatePoller() => throw new NotSupportedException();

    public IReceiveBatch CreateReceiveBatch() => throw new NotSupportedException();

    private sealed class Batch(CountedBatches layer) : ISendBatch
    {
        public long Sent => 0;

        public long Dropped => 0;

        public Span<byte> Reserve(int bytes) => throw new NotSupportedException();

        public void Add(IDatagramSocket socket, in OutboundDatagram datagram) => throw new NotSupportedException();

        public void Flush()
        {
        }

        public void Dispose() => layer.Disposed++;
    }
}
