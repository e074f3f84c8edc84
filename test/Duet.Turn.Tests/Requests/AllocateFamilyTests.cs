using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Tests.Requests.Harness;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Requests;

public sealed class AllocateFamilyTests
{
    private const StunAttributeType DraftAdditionalAddressFamily = (StunAttributeType)0x8032;

    private readonly FakeRelay _relay = new();

    [Theory]
    [InlineData(InternetAddressFamily.IPv4, "20.0.0.1")]
    [InlineData(InternetAddressFamily.IPv6, "2a00::20")]
    public void Allocate_OneFamily_GetsThatOne(InternetAddressFamily family, string address)
    {
        var reply = _relay.Client().Allocate().WithFamily(family).Succeeds();

        Assert.Equal(Ip(address), Assert.Single(reply.Relayed).Address);
    }

    [Fact]
    public void Allocate_IPv6Client_GetsIPv4WithoutAsking()
    {
        var reply = _relay.Client(from: "[2a00::30]:5000").Allocate().Succeeds();

        Assert.Equal(InternetAddressFamily.IPv4, Assert.Single(reply.Relayed).Family);
    }

    [Theory]
    [InlineData(InternetAddressFamily.IPv6)]
    [InlineData((InternetAddressFamily)3)]
    [InlineData((InternetAddressFamily)0)]
    public void Allocate_FamilyThatIsNotServed_IsRefused440(InternetAddressFamily family) =>
        new FakeRelay(addresses: FakeRelay.IPv4Only).Client().Allocate().WithFamily(family).IsRefused(StunErrorCode.AddressFamilyNotSupported);

    [Fact]
    public void Allocate_NoFamilyAndNoIPv4_IsRefused440() =>
        new FakeRelay(addresses: FakeRelay.IPv6Only).Client().Allocate().IsRefused(StunErrorCode.AddressFamilyNotSupported);

    [Fact]
    public void Allocate_MalformedFamily_IsRefused400() =>
        _relay.Client().Allocate().With(StunAttributeType.RequestedAddressFamily, 1, 0).IsRefused(StunErrorCode.BadRequest);

    [Fact]
    public void Allocate_FamilyAndAdditionalFamily_IsRefused400() =>
        _relay.Client().Allocate().WithFamily(InternetAddressFamily.IPv4).WithAdditionalFamily().IsRefused(StunErrorCode.BadRequest);

    [Fact]
    public void Allocate_Dual_GetsBothInOneAllocation()
    {
        var reply = _relay.Client().Allocate().WithAdditionalFamily().Succeeds();

        Assert.Equal([Ip("20.0.0.1"), Ip("2a00::20")], reply.Relayed.Select(each => each.Address));
        Assert.Equal((600, null, 1), (reply.Lifetime, reply.Failure, _relay.Table.Count));
    }

    [Theory]
    [InlineData(InternetAddressFamily.IPv4)]
    [InlineData((InternetAddressFamily)0)]
    [InlineData((InternetAddressFamily)3)]
    public void Allocate_AdditionalFamilyOtherThanIPv6_IsRefused400(InternetAddressFamily family) =>
        _relay.Client().Allocate().WithAdditionalFamily(family).IsRefused(StunErrorCode.BadRequest);

    [Fact]
    public void Allocate_MalformedAdditionalFamily_IsRefused400() =>
        _relay.Client().Allocate().With(StunAttributeType.AdditionalAddressFamily, 2).IsRefused(StunErrorCode.BadRequest);

    [Fact]
    public void Allocate_DualWithoutIPv6_GetsHalfAndTheReason440()
    {
        var reply = new FakeRelay(addresses: FakeRelay.IPv4Only).Client().Allocate().WithAdditionalFamily().Succeeds();

        Assert.Equal(Ip("20.0.0.1"), Assert.Single(reply.Relayed).Address);
        Assert.Equal(new AddressFailure(InternetAddressFamily.IPv6, StunErrorCode.AddressFamilyNotSupported), reply.Failure);
    }

    [Fact]
    public void Allocate_DualWithoutIPv4_GetsHalfAndTheReason440()
    {
        var reply = new FakeRelay(addresses: FakeRelay.IPv6Only).Client().Allocate().WithAdditionalFamily().Succeeds();

        Assert.Equal(Ip("2a00::20"), Assert.Single(reply.Relayed).Address);
        Assert.Equal(new AddressFailure(InternetAddressFamily.IPv4, StunErrorCode.AddressFamilyNotSupported), reply.Failure);
    }

    [Theory]
    [InlineData(InternetAddressFamily.IPv4)]
    [InlineData(InternetAddressFamily.IPv6)]
    public void Allocate_DualWithoutAPortOfOneFamily_GetsHalfAndTheReason508(InternetAddressFamily full)
    {
        _relay.Ports.TakenElsewhere = port => port.Family == full;

        var reply = _relay.Client().Allocate().WithAdditionalFamily().Succeeds();

        Assert.NotEqual(full, Assert.Single(reply.Relayed).Family);
        Assert.Equal(new AddressFailure(full, StunErrorCode.InsufficientCapacity), reply.Failure);
    }

    [Fact]
    public void Allocate_DualWithoutAnyPort_IsRefused508()
    {
        _relay.Ports.TakenElsewhere = _ => true;

        _relay.Client().Allocate().WithAdditionalFamily().IsRefused(StunErrorCode.InsufficientCapacity);
    }

    [Fact]
    public void Allocate_DualWithoutAnyFamily_IsRefused440() =>
        new FakeRelay(addresses: new(null, null)).Client().Allocate().WithAdditionalFamily().IsRefused(StunErrorCode.AddressFamilyNotSupported);

    [Fact]
    public void Allocate_DualAndEvenPort_GetsTwoEvenPorts()
    {
        var reply = _relay.Client().Allocate().WithAdditionalFamily().WithEvenPort().Succeeds();

        Assert.Equal(2, reply.Relayed.Count);
        Assert.All(reply.Relayed, each => Assert.Equal(0, each.Port % 2));
    }

    [Fact]
    public void Allocate_DualAndReserveNext_IsRefused400() =>
        _relay.Client().Allocate().WithAdditionalFamily().WithEvenPort(reserveNext: true).IsRefused(StunErrorCode.BadRequest);

    [Fact]
    public void Allocate_DraftAdditionalFamily_IsIgnoredByDefault() =>
        Assert.Single(_relay.Client().Allocate().With(DraftAdditionalAddressFamily, 2, 0, 0, 0).Succeeds().Relayed);

    [Fact]
    public void Allocate_DraftAdditionalFamilyWithTheOption_GetsBoth()
    {
        var relay = new FakeRelay(new() { LegacyAttributes = true });

        Assert.Equal(2, relay.Client().Allocate().With(DraftAdditionalAddressFamily, 2, 0, 0, 0).Succeeds().Relayed.Count);
    }
}
