using Duet.Stun;
using Duet.Turn.Tests.Requests.Harness;

namespace Duet.Turn.Tests.Requests;

public sealed class AllocateQuotaTests
{
    [Fact]
    public void Allocate_QuotaReached_Refuses486()
    {
        var relay = new FakeRelay(new() { AllocationsPerUser = 2 });
        relay.Client("anna", "30.0.0.1:1").Allocate().Succeeds();
        relay.Client("anna", "30.0.0.2:2").Allocate().Succeeds();

        relay.Client("anna", "30.0.0.3:3").Allocate().IsRefused(StunErrorCode.AllocationQuotaReached);

        Assert.Equal(2, relay.Ports.Bound.Count);
    }

    [Fact]
    public void Allocate_QuotaOfAnotherReached_Succeeds()
    {
        var relay = new FakeRelay(new() { AllocationsPerUser = 1 });
        relay.Client("anna", "30.0.0.1:1").Allocate().Succeeds();

        relay.Client("ben", "30.0.0.1:2").Allocate().Succeeds();
    }

    [Fact]
    public void Allocate_AfterOneEnded_HasItsPlace()
    {
        var relay = new FakeRelay(new() { AllocationsPerUser = 1 });
        var first = relay.Client(from: "30.0.0.1:1");
        first.Allocate().Succeeds();
        first.Refresh().WithLifetime(0).Succeeds();

        relay.Client(from: "30.0.0.1:2").Allocate().Succeeds();
    }

    [Fact]
    public void Allocate_Refused_TakesNoPlace()
    {
        var relay = new FakeRelay(new() { AllocationsPerUser = 1 });
        var client = relay.Client();
        for (var time = 0; time < 3; time++) client.Allocate().WithToken(new(1)).IsRefused(StunErrorCode.InsufficientCapacity);

        client.Allocate().Succeeds();
    }

    [Fact]
    public void Allocate_Dual_TakesOnePlace()
    {
        var relay = new FakeRelay(new() { AllocationsPerUser = 1 });
        var client = relay.Client();
        client.Allocate().WithAdditionalFamily().Succeeds();

        client.Refresh().WithFamily(InternetAddressFamily.IPv4).WithLifetime(0).Succeeds();
        relay.Client(from: "30.0.0.1:2").Allocate().IsRefused(StunErrorCode.AllocationQuotaReached);
        client.Refresh().WithFamily(InternetAddressFamily.IPv6).WithLifetime(0).Succeeds();

        relay.Client(from: "30.0.0.1:2").Allocate().Succeeds();
    }

    [Fact]
    public void Allocate_RelayIsFull_Refuses508()
    {
        var relay = new FakeRelay(new() { MaxAllocations = 1 });
        var first = relay.Client("anna", "30.0.0.1:1");
        first.Allocate().Succeeds();

        relay.Client("ben", "30.0.0.1:2").Allocate().IsRefused(StunErrorCode.InsufficientCapacity);

        first.Refresh().WithLifetime(0).Succeeds();
        relay.Client("ben", "30.0.0.1:2").Allocate().Succeeds();
    }

    [Fact]
    public void Allocate_NoPortFree_Refuses508()
    {
        var relay = new FakeRelay(new() { RelayPortMin = 50_000, RelayPortMax = 50_001 });
        relay.Client(from: "30.0.0.1:1").Allocate().Succeeds();
        relay.Client(from: "30.0.0.1:2").Allocate().Succeeds();

        relay.Client(from: "30.0.0.1:3").Allocate().IsRefused(StunErrorCode.InsufficientCapacity);

        relay.Client(from: "30.0.0.1:3").Allocate().WithFamily(InternetAddressFamily.IPv6).Succeeds();
    }
}
