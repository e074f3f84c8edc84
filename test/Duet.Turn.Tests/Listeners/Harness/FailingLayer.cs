using Duet.Stun;
using Duet.Turn.Sockets;

namespace Duet.Turn.Tests.Listeners.Harness;

/// <summary>A layer whose first worker fails at its first wait.</summary>
internal sealed class FailingLayer(ISocketLayer inner) : ISocketLayer
{
    public bool SharesPorts => inner.SharesPorts;

    public bool ChoosesSource => inner.ChoosesSource;

    public IDatagramSocket? Bind(in TransportAddress local, SocketUse use) => inner.Bind(local, use);

    public IPoller CreatePoller() => new Poller();

    public IReceiveBatch CreateReceiveBatch() => inner.CreateReceiveBatch();

    public ISendBatch CreateSendBatch(IReceiveBatch? received) => inner.CreateSendBatch(received);

    private sealed class Poller : IPoller
    {
        public void Add(IDatagramSocket socket, int token)
        {
        }

        public void Remove(IDatagramSocket socket)
        {
        }

        public int Wait(Span<PollEvent> ready, int timeoutMilliseconds) => throw new InvalidOperationException("The poller is broken.");

        public void Wake()
        {
        }

        public void Dispose()
        {
        }
    }
}
