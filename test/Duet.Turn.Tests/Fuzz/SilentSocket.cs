using Duet.Stun;
using Duet.Turn.Sockets;

namespace Duet.Turn.Tests.Fuzz;

/// <summary>A port that takes everything, and sends nothing.</summary>
internal sealed class SilentSocket(TransportAddress local) : IDatagramSocket
{
    public TransportAddress LocalAddress => local;

    public long ReceiveDrops => 0;

    public bool Send(in OutboundDatagram datagram) => true;

    public void SetDontFragment(bool on)
    {
    }

    public bool TryReadError(out PeerError error)
    {
        error = default;
        return false;
    }

    public void Dispose()
    {
    }
}
