using Duet.Stun;
using Duet.Turn.Tests.Requests.Harness;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Allocations;

public sealed class AllocationTableTests
{
    private readonly FakeRelay _relay = new();

    [Fact]
    public void FindRelay_AdvertisedAddress_FindsIt()
    {
        var client = _relay.Client();
        var relayed = client.Allocate().WithAdditionalFamily().Succeeds().Relayed;

        Assert.Same(client.Allocation.IPv4, _relay.Table.FindRelay(relayed[0]));
        Assert.Same(client.Allocation.IPv6, _relay.Table.FindRelay(relayed[1]));
        Assert.Same(client.Allocation, _relay.Table.FindRelay(relayed[0])!.Allocation);
    }

    [Fact]
    public void FindRelay_BoundAddressBehindANat_FindsIt()
    {
        var relay = new FakeRelay(addresses: new(new(Ip("172.31.0.5"), Ip("20.0.0.9")), null));
        var client = relay.Client();
        var port = client.Allocate().Succeeds().Relayed[0].Port;

        Assert.Same(client.Allocation.IPv4, relay.Table.FindRelay(new TransportAddress(Ip("20.0.0.9"), port)));
        Assert.Same(client.Allocation.IPv4, relay.Table.FindRelay(new TransportAddress(Ip("172.31.0.5"), port)));
        Assert.Null(relay.Table.FindRelay(new TransportAddress(Ip("20.0.0.1"), port)));
    }

    [Fact]
    public void FindRelay_OtherPortFamilyOrAddress_FindsNothing()
    {
        var relayed = _relay.Client().Allocate().Succeeds().Relayed[0];
        var next = relayed.Port == ushort.MaxValue ? relayed.Port - 1 : relayed.Port + 1;

        Assert.Null(_relay.Table.FindRelay(relayed with { Port = (ushort)next }));
        Assert.Null(_relay.Table.FindRelay(relayed with { Port = 0 }));
        Assert.Null(_relay.Table.FindRelay(relayed with { Port = 49_151 }));
        Assert.Null(_relay.Table.FindRelay(relayed with { Address = Ip("2a00::20") }));
        Assert.Null(_relay.Table.FindRelay(relayed with { Address = Ip("20.0.0.2") }));
        Assert.Null(_relay.Table.FindRelay(default));
    }

    [Fact]
    public void FindRelay_Ended_FindsNothing()
    {
        var client = _relay.Client();
        var relayed = client.Allocate().Succeeds().Relayed[0];

        _relay.Table.End(client.Allocation);

        Assert.Null(_relay.Table.FindRelay(relayed));
    }

    [Fact]
    public void FindRelay_Reserved_FindsNothingUntilItIsAllocated()
    {
        var reply = _relay.Client().Allocate().WithEvenPort(reserveNext: true).Succeeds();
        var next = reply.Relayed[0] with { Port = (ushort)(reply.Relayed[0].Port + 1) };
        Assert.Null(_relay.Table.FindRelay(next));

        _relay.Client(from: "30.0.0.1:1").Allocate().WithToken(reply.Token!.Value).Succeeds();

        Assert.NotNull(_relay.Table.FindRelay(next));
    }

    [Fact]
    public void End_Twice_IsToldOnce()
    {
        var client = _relay.Client();
        client.Allocate().Succeeds();
        var allocation = client.Allocation;

        _relay.Table.End(allocation);
        _relay.Table.End(allocation);

        Assert.Equal([allocation], _relay.Ended);
        Assert.True(allocation.HasEnded);
    }

    [Fact]
    public void End_Ended_TakesPermissionsAndChannelsAway()
    {
        var client = _relay.Client();
        client.Allocate().Succeeds();
        client.ChannelBind(0x4000, "40.0.0.1:1").Succeeds();
        var allocation = client.Allocation;

        _relay.Table.End(allocation);

        Assert.False(allocation.HasPermission(Ip("40.0.0.1"), _relay.Now));
        Assert.False(allocation.TryFindChannel(new ChannelNumber(0x4000), _relay.Now, out _));
    }

    [Fact]
    public void End_AnOldOne_LeavesTheNewOneOfItsFiveTuple()
    {
        var client = _relay.Client();
        client.Allocate().Succeeds();
        var old = client.Allocation;
        _relay.Table.End(old);
        client.Allocate().Succeeds();

        _relay.Table.End(old);

        Assert.NotSame(old, client.Allocation);
        Assert.NotNull(_relay.Table.FindRelay(client.Allocation.IPv4!.Advertised));
    }

    [Fact]
    public void EndAllOf_FiveTuple_EndsItsAllocation()
    {
        var (one, other) = (_relay.Client(from: "30.0.0.1:1"), _relay.Client(from: "30.0.0.1:2"));
        one.Allocate().Succeeds();
        other.Allocate().Succeeds();

        _relay.Table.EndAllOf(one.FiveTuple);
        _relay.Table.EndAllOf(one.FiveTuple);

        Assert.Equal((false, true), (one.HasAllocation, other.HasAllocation));
    }

    [Fact]
    public void EndAllOf_UserWithoutAny_DoesNothing() => _relay.Table.EndAllOf("nobody");

    [Fact]
    public void EndAll_Everything_ReleasesEveryPort()
    {
        _relay.Client("anna", "30.0.0.1:1").Allocate().WithEvenPort(reserveNext: true).Succeeds();
        _relay.Client("ben", "30.0.0.1:2").Allocate().WithAdditionalFamily().Succeeds();

        _relay.Table.EndAll();

        Assert.Empty(_relay.Ports.Bound);
        Assert.Equal((0, 2), (_relay.Table.Count, _relay.Ended.Count));
    }

    [Fact]
    public void Sweep_NothingExpired_EndsNothing()
    {
        _relay.Client().Allocate().Succeeds();
        _relay.Wait(seconds: 599);

        _relay.Sweep();

        Assert.Empty(_relay.Ended);
    }

    [Fact]
    public void Sweep_Expired_IsToldOnceAndItsPortReleased()
    {
        _relay.Client().Allocate().Succeeds();
        _relay.Wait(seconds: 600);

        _relay.Sweep();
        _relay.Sweep();

        Assert.Single(_relay.Ended);
        Assert.Empty(_relay.Ports.Bound);
    }

    [Fact]
    public void TryPay_MoreThanTheAllocationMay_IsRefusedUntilTimePasses()
    {
        var relay = new FakeRelay(new() { BytesPerSecondPerAllocation = 1_000, BytesPerSecondPerUser = 1_000_000 });
        var client = relay.Client();
        client.Allocate().Succeeds();

        Assert.True(client.Allocation.TryPay(1_000, relay.Now));
        Assert.False(client.Allocation.TryPay(1, relay.Now));
        relay.Wait(seconds: 0.5);
        Assert.True(client.Allocation.TryPay(500, relay.Now));
    }

    [Fact]
    public void TryPay_MoreThanTheUserMay_IsRefusedForAllOfTheirs()
    {
        var relay = new FakeRelay(new() { BytesPerSecondPerAllocation = 1_000, BytesPerSecondPerUser = 1_500 });
        var (one, two, bens) = (relay.Client(from: "30.0.0.1:1"), relay.Client(from: "30.0.0.1:2"), relay.Client("ben", "30.0.0.1:3"));
        foreach (var client in new[] { one, two, bens }) client.Allocate().Succeeds();

        Assert.True(one.Allocation.TryPay(1_000, relay.Now));
        Assert.False(two.Allocation.TryPay(501, relay.Now));
        Assert.True(bens.Allocation.TryPay(1_000, relay.Now));
    }

    [Fact]
    public void TryPay_AfterANewAllocation_IsNoFullBucketOfTheUser()
    {
        var relay = new FakeRelay(new() { BytesPerSecondPerAllocation = 1_000, BytesPerSecondPerUser = 1_000 });
        var client = relay.Client();
        client.Allocate().Succeeds();
        Assert.True(client.Allocation.TryPay(1_000, relay.Now));
        client.Refresh().WithLifetime(0).Succeeds();
        relay.Sweep();

        client.Allocate().Succeeds();

        Assert.False(client.Allocation.TryPay(1_000, relay.Now));
    }
}
