using Duet.Stun;
using Duet.Turn.Sockets;

namespace Duet.Turn.Tests.Requests.Harness;

/// <summary>A bound port that carries nothing: decisions need no more of a socket than its address.</summary>
internal sealed class FakeSocket(TransportAddress local) : IDatagramSocket
{
    public TransportAddress LocalAddress => local;

    public long ReceiveDrops => 0;

    public bool Send(in OutboundDatagram datagram) => throw new NotSupportedException();

    public void SetDontFragment(bool on) => throw new NotSupportedException();

    public bool TryReadError(out PeerError error) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
