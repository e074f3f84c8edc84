using Duet.Turn.Allocations;
using Duet.Turn.Listeners;
using Duet.Turn.Relay;
using Duet.Turn.Sockets;
using Duet.Turn.Tests.Sockets.Harness;

namespace Duet.Turn.Tests.Listeners;

public sealed class SendWholeTests
{
    // A stream's thread sends while the worker that owns the port closes it.
    [Theory, OnEachLayer]
    public void SendWhole_PortIsClosed_DropsThePacket(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        var socket = host.Bind();
        var relay = new RelayedTransport(null!, new RelayPort(0, socket, socket.LocalAddress), long.MaxValue);
        var counters = new RelayCounters();
        socket.Dispose();

        StreamSink.SendWhole(relay, new OutboundDatagram { To = peer.Address, Payload = new byte[1] }, counters);

        Assert.Equal(1, counters.Dropped(DropReason.NotSent));
    }
}
