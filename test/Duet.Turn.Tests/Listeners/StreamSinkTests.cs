using Duet.TestKit;
using Duet.Turn.Allocations;
using Duet.Turn.Listeners;
using Duet.Turn.Relay;
using Duet.Turn.Sockets;
using Duet.Turn.Tests.Sockets.Harness;

namespace Duet.Turn.Tests.Listeners;

/// <summary>What one read of a stream brought, on its way to peers.</summary>
public sealed class StreamSinkTests
{
    private readonly RelayCounters _counters = new();

    // One that is too large for a batch comes between, and more than a batch holds.
    [Theory, OnEachLayer]
    public void Flush_PayloadsOfAllSizes_ArriveInOrder(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        using var batches = new SendBatches(host.Layer);
        var sink = Open(batches);
        var relay = RelayOver(host.Bind());
        int[] sizes = [0, 1_200, 1_200, 1_200, 7, ISendBatch.MaxReservedBytes, ISendBatch.MaxReservedBytes + 1, .. Enumerable.Repeat(1_200, 60), 3];

        foreach (var size in sizes) sink.ToPeer(relay, peer.Address, Bytes.Some(size), dontFragment: false);
        sink.Flush();

        foreach (var size in sizes) Assert.Equal(Bytes.Some(size), peer.Receive());
        Assert.True(peer.IsEmpty);
        Assert.Equal(0, _counters.Dropped(DropReason.NotSent));
    }

    [Theory, OnEachLayer]
    public void ToPeer_WhatItWasReadIntoIsUsedAgain_SendsWhatWasThere(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        using var batches = new SendBatches(host.Layer);
        var sink = Open(batches);
        var relay = RelayOver(host.Bind());
        var read = new byte[100];

        for (byte i = 0; i < 3; i++)
        {
            read.AsSpan().Fill(i);
            sink.ToPeer(relay, peer.Address, read, dontFragment: false);
        }

        sink.Flush();

        for (byte i = 0; i < 3; i++) Assert.Equal(Enumerable.Repeat(i, 100), peer.Receive());
    }

    [Theory, OnEachLayer]
    public void ToPeer_OneThatMayNotBeSplit_KeepsItsPlace(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        using var batches = new SendBatches(host.Layer);
        var sink = Open(batches);
        var relay = RelayOver(host.Bind());

        for (byte i = 0; i < 4; i++) sink.ToPeer(relay, peer.Address, [i], dontFragment: i == 2);
        sink.Flush();

        Assert.Equal([0, 1, 2, 3], peer.Receive(4).Select(datagram => (int)datagram[0]));
    }

    // A stream's thread sends while the worker that owns the port closes it.
    [Theory, OnEachLayer]
    public void Flush_PortIsClosed_DropsThePackets(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        using var batches = new SendBatches(host.Layer);
        var sink = Open(batches);
        var (closed, open) = (host.Bind(), host.Bind());

        sink.ToPeer(RelayOver(closed), peer.Address, [1], dontFragment: false);
        sink.ToPeer(RelayOver(closed), peer.Address, [2], dontFragment: false);
        sink.ToPeer(RelayOver(open), peer.Address, [3], dontFragment: false);
        closed.Dispose();
        sink.Flush();

        // Where nothing is collected, the first two had left before.
        int[] arriving = layer is Layer.Linux ? [3] : [1, 2, 3];
        Assert.Equal(arriving, peer.Receive(arriving.Length).Select(datagram => (int)datagram[0]));
        Assert.Equal(3 - arriving.Length, _counters.Dropped(DropReason.NotSent));
    }

    [Theory, OnEachLayer]
    public void Flush_Done_LeavesTheBatchToOthers(Layer layer)
    {
        using var host = new SocketHost(layer);
        using var peer = new PlainSocket();
        using var batches = new SendBatches(host.Layer);
        var sink = Open(batches);
        sink.ToPeer(RelayOver(host.Bind()), peer.Address, [1], dontFragment: false);

        sink.Flush();

        var spare = batches.Rent();
        Assert.Equal(1, spare.Sent);
        batches.Return(spare);
    }

    [Fact]
    public void Flush_OnceWarm_TakesNothingFromTheHeap()
    {
        using var host = new SocketHost(Layer.Linux);
        using var peer = PlainSocket.Closed();
        using var batches = new SendBatches(host.Layer);
        var sink = Open(batches);
        var relay = RelayOver(host.Bind());
        var payload = new byte[1_100];
        Send();

        Assert.Equal(0, HeapUse.Of(Send));

        void Send()
        {
            for (var i = 0; i < 200; i++)
            {
                for (var j = 0; j < 8; j++) sink.ToPeer(relay, peer.Address, payload, dontFragment: false);
                sink.Flush();
            }
        }
    }

    private StreamSink Open(SendBatches batches) => new(new ListenerSockets([]), batches, _counters);

    private static RelayedTransport RelayOver(IDatagramSocket socket) =>
        new(null!, new RelayPort(0, socket, socket.LocalAddress), long.MaxValue);
}
