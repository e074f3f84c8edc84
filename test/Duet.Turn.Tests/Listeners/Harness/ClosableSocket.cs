using Duet.Stun;
using Duet.Turn.Sockets;

namespace Duet.Turn.Tests.Listeners.Harness;

/// <summary>A port that knows whether it was closed.</summary>
internal sealed class ClosableSocket : IDatagramSocket
{
    public bool IsClosed { get; private set; }

    public TransportAddress LocalAddress { get; } = Peers.Addresses.At("20.0.0.1:50000");

    public long ReceiveDrops => 0;

    public bool Send(in OutboundDatagram datagram) => false;

    public void SetDontFragment(bool on)
    {
    }

    public bool TryReadError(out PeerError error)
    {
        error = default;
        return false;
    }

    public void Dispose() => IsClosed = true;
}
