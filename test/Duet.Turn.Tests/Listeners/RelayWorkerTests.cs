using Duet.Stun;
using Duet.TestKit;
using Duet.Turn.Listeners;
using Duet.Turn.Tests.Listeners.Harness;
using Duet.Turn.Tests.Relay.Harness;
using Duet.Turn.Tests.Requests.Harness;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Listeners;

/// <summary>The loop of a worker, on the test's own thread.</summary>
public sealed class RelayWorkerTests
{
    private const int ListenerToken = ~0;
    private const int WarmRounds = 500;
    private const int Rounds = 2 * WarmRounds;

    private readonly PacketPath _path = new(new TurnOptions { BytesPerSecondPerAllocation = 2_000_000_000, BytesPerSecondPerUser = 2_000_000_000 });

    [Fact]
    public void Run_FromClients_TakesNothingFromTheHeap()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.ChannelBind(0x4000, PacketPath.Peer).Succeeds();

        Measure(ListenerToken, _path.Anna.Address, FakeRelay.Listener, PacketPath.ChannelMessage(0x4000, new byte[1_000]));
    }

    [Fact]
    public void Run_BetweenTwoClients_TakesNothingFromTheHeap()
    {
        _path.Introduce();

        Measure(ListenerToken, _path.Anna.Address, FakeRelay.Listener, PacketPath.Indication(PacketPath.RelayOf(_path.Ben), new byte[1_000]));
    }

    [Fact]
    public void Run_FromPeers_TakesNothingFromTheHeap()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.CreatePermission("40.0.0.1").Succeeds();
        var relayed = _path.Anna.Allocation.IPv4!.Advertised;

        Measure(((int)relayed.Family << 16) | relayed.Port, At(PacketPath.Peer), relayed, new byte[1_000]);
    }

    private void Measure(int token, TransportAddress from, TransportAddress to, byte[] datagram)
    {
        var (rounds, before, taken) = (0, 0L, -1L);
        RelayWorker worker = null!;
        var layer = new ScriptedLayer
        {
            Local = to,
            NextToken = () =>
            {
                if (rounds == WarmRounds) before = GC.GetAllocatedBytesForCurrentThread();
                if (rounds == Rounds) taken = GC.GetAllocatedBytesForCurrentThread() - before;
                if (rounds++ == Rounds) worker.Stop();
                return token;
            },
        };
        layer.Bring(from, datagram);
        worker = new RelayWorker(0, layer, new ListenerSockets([new FakeSocket(FakeRelay.Listener)]), _path.Relay.Time);
        worker.Watch(_path.Anna.Allocation.IPv4!.Socket);
        var packets = new PacketHandler(_path.Relay.Table, requests: null!, _path.ToPeer);

        worker.Run(packets, _path.ToClient, _path.Relay.Table);

        Assert.InRange(taken, 0, HeapUse.OfACollection); // Of thousands of packets.
        Assert.Equal((Rounds + 1) * layer.Capacity, layer.Sent);
    }

    [Fact]
    public void Watch_AfterTheEnd_ClosesThePort()
    {
        var layer = new ScriptedLayer { NextToken = () => ListenerToken };
        var worker = new RelayWorker(0, layer, new ListenerSockets([new FakeSocket(FakeRelay.Listener)]), _path.Relay.Time);
        worker.Stop();
        worker.Run(null!, _path.ToClient, _path.Relay.Table);
        var late = new ClosableSocket();

        worker.Watch(late);

        Assert.True(late.IsClosed);
    }
}
