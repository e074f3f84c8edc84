using Duet.Stun;
using Duet.TestKit;
using Duet.Turn.Allocations;
using Duet.Turn.Tests.Requests.Harness;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Allocations;

// What the process holds is measured, so nothing else may run meanwhile.
[Collection(nameof(RunsAlone))]
public sealed class AllocationMemoryTests
{
    [Fact]
    public void Allocation_WithAPermissionAndAChannel_StaysBelowTwoKilobytes()
    {
        const int Allocations = 2_000;
        var relay = new FakeRelay(new() { MaxAllocations = Allocations });
        var ports = new RelayPorts(relay.Options, FakeRelay.IPv4Only, relay.Ports.Bind, _ => { });
        var allocator = new Allocator(relay.Table, ports);
        Allocate(0);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var index = 1; index < Allocations; index++) Allocate(index);
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Allocations;

        Assert.InRange(each, 200, 2_048); // the fake's socket and set of ports among them
        GC.KeepAlive(relay);

        void Allocate(int index)
        {
            var client = new TransportAddress(InternetAddress.IPv4((uint)index), 1);
            var request = new AllocationRequest(
                new FiveTuple(client, FakeRelay.Listener, TransportProtocol.Udp), $"{index}", 0, null, default,
                new RelayWish(InternetAddressFamily.IPv4, PortParity.Any, null), TimeSpan.Zero);
            Assert.True(allocator.TryAllocate(request, relay.Now, out var allocation, out _));
            Assert.True(allocation.TryBind(new ChannelNumber(0x4000), At("40.0.0.1:1"), relay.Now));
        }
    }

    [Fact]
    public void PacketPath_Lookups_TakeNothingFromTheHeap()
    {
        var relay = new FakeRelay();
        var client = relay.Client();
        var relayed = client.Allocate().Succeeds().Relayed[0];
        client.ChannelBind(0x4000, "40.0.0.1:1").Succeeds();
        var (now, peer, fiveTuple) = (relay.Now, At("40.0.0.1:1"), client.FiveTuple);
        Look();

        Assert.Equal(0, HeapUse.Of(() =>
        {
            for (var time = 0; time < 1_000; time++) Look();
        }));

        void Look()
        {
            _ = relay.Table.TryFind(fiveTuple, out var allocation)
                && allocation.TryFindChannel(new ChannelNumber(0x4000), now, out _)
                && allocation.TryFindChannel(peer, now, out _)
                && allocation.HasPermission(peer.Address, now)
                && allocation.TryPay(1, now)
                && relay.Table.FindRelay(relayed) is not null;
        }
    }

    [Fact]
    public void Sweep_NothingExpired_TakesNothingFromTheHeapForEachAllocation()
    {
        const int Allocations = 100;
        var relay = new FakeRelay(new() { AllocationsPerUser = Allocations });
        for (var index = 0; index < Allocations; index++)
        {
            var client = relay.Client(from: $"30.0.0.{index}:1");
            client.Allocate().Succeeds();
            client.ChannelBind(0x4000, "40.0.0.1:1").Succeeds();
        }

        relay.Sweep();
        Assert.InRange(HeapUse.Of(relay.Sweep), 0, 1_000); // the enumerators of the dictionaries
    }
}
