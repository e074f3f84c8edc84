using Duet.Stun;
using Duet.Turn.Tests.Requests.Harness;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Requests;

public sealed class AllocateTests
{
    private readonly FakeRelay _relay = new();

    [Fact]
    public void Allocate_First_TellsRelayedAddressLifetimeAndMappedAddress()
    {
        var reply = _relay.Client().Allocate().Succeeds();

        var relayed = Assert.Single(reply.Relayed);
        Assert.Equal(Ip("20.0.0.1"), relayed.Address);
        Assert.InRange(relayed.Port, 49_152, 65_535);
        Assert.Equal((600, At("30.0.0.1:5000")), (reply.Lifetime, reply.Mapped));
        Assert.Equal((null, null), (reply.Token, reply.Failure));
        Assert.Equal([relayed], _relay.Ports.Bound);
    }

    [Fact]
    public void Allocate_BehindANat_AdvertisesTheExternalAddress()
    {
        var relay = new FakeRelay(addresses: new(new(Ip("172.31.0.5"), Ip("20.0.0.9")), null));

        var relayed = Assert.Single(relay.Client().Allocate().Succeeds().Relayed);

        Assert.Equal(Ip("20.0.0.9"), relayed.Address);
        Assert.Equal([new TransportAddress(Ip("172.31.0.5"), relayed.Port)], relay.Ports.Bound);
    }

    [Fact]
    public void Allocate_First_BindsForTheWorkerOfTheClient()
    {
        var client = new FakeClient(_relay, _relay.Client().Credential, At("30.0.0.1:5000")) { Worker = 3 };

        var relayed = client.Allocate().Succeeds().Relayed[0];

        Assert.Equal((3, 3), (_relay.Ports.WorkerOf(relayed), client.Allocation.Worker));
    }

    [Fact]
    public void Allocate_Again_IsRefused437()
    {
        var client = _relay.Client();
        client.Allocate().Succeeds();

        client.Allocate().IsRefused(StunErrorCode.AllocationMismatch);

        Assert.Equal(1, _relay.Table.Count);
    }

    [Fact]
    public void Allocate_AfterTheLastExpired_NeedsNoSweep()
    {
        var client = _relay.Client();
        client.Allocate().Succeeds();
        _relay.Wait(seconds: 599.9);
        client.Challenge();
        client.Allocate().IsRefused(StunErrorCode.AllocationMismatch);
        _relay.Wait(seconds: 0.1);

        client.Allocate().Succeeds();

        Assert.Single(_relay.Ended);
        Assert.Single(_relay.Ports.Bound);
    }

    [Fact]
    public void Allocate_WithoutTransport_IsRefused400() => _relay.Client().Request(StunMethod.Allocate).IsRefused(StunErrorCode.BadRequest);

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 17 })]
    [InlineData(new byte[] { 17, 0, 0, 0, 0, 0, 0, 0 })]
    public void Allocate_MalformedTransport_IsRefused400(byte[] transport) =>
        _relay.Client().Request(StunMethod.Allocate).With(StunAttributeType.RequestedTransport, transport).IsRefused(StunErrorCode.BadRequest);

    [Theory]
    [InlineData(6)]
    [InlineData(0)]
    [InlineData(255)]
    public void Allocate_OtherTransportThanUdp_IsRefused442(byte protocol) =>
        _relay.Client().Request(StunMethod.Allocate).With(StunAttributeType.RequestedTransport, protocol, 0, 0, 0)
            .IsRefused(StunErrorCode.UnsupportedTransportProtocol);

    [Fact]
    public void Allocate_DontFragment_IsUnderstood() => _relay.Client().Allocate().With(StunAttributeType.DontFragment).Succeeds();

    [Theory]
    [InlineData(0, 600)]
    [InlineData(1, 600)]
    [InlineData(600, 600)]
    [InlineData(601, 601)]
    [InlineData(3600, 3600)]
    [InlineData(3601, 3600)]
    [InlineData(uint.MaxValue, 3600)]
    public void Allocate_Lifetime_IsKeptBetweenDefaultAndMaximum(uint asked, double granted)
    {
        var client = _relay.Client();

        Assert.Equal(granted, client.Allocate().WithLifetime(asked).Succeeds().Lifetime);

        _relay.Wait(granted - 1);
        _relay.Sweep();
        Assert.True(client.HasAllocation);
        _relay.Wait(seconds: 1);
        _relay.Sweep();
        Assert.False(client.HasAllocation);
    }

    [Fact]
    public void Allocate_LifetimesOfTheOptions_AreKept()
    {
        var relay = new FakeRelay(new() { DefaultLifetime = TimeSpan.FromSeconds(60), MaxLifetime = TimeSpan.FromSeconds(90) });

        Assert.Equal(60, relay.Client().Allocate().Succeeds().Lifetime);
        Assert.Equal(90, relay.Client(from: "30.0.0.1:1").Allocate().WithLifetime(600).Succeeds().Lifetime);
    }

    [Fact]
    public void Allocate_MalformedLifetime_IsRefused400()
    {
        _relay.Client().Allocate().With(StunAttributeType.Lifetime, 0, 0, 2).IsRefused(StunErrorCode.BadRequest);

        Assert.Empty(_relay.Ports.Bound);
    }

    [Fact]
    public void Allocate_Retransmitted_GetsTheSameAgain()
    {
        var client = _relay.Client();
        var request = client.Allocate().WithEvenPort(reserveNext: true);
        var first = request.Succeeds();
        _relay.Wait(seconds: 2.5);

        var second = request.Succeeds();

        Assert.Equal((first.Relayed[0], first.Mapped, first.Token), (second.Relayed[0], second.Mapped, second.Token));
        Assert.Equal((598, 1, 2), (second.Lifetime, _relay.Table.Count, _relay.Ports.Bound.Count));
    }

    [Fact]
    public void Allocate_RetransmittedAfterPartialSuccess_TellsTheFailureAgain()
    {
        var client = new FakeRelay(addresses: FakeRelay.IPv4Only).Client();
        var request = client.Allocate().WithAdditionalFamily();

        Assert.Equal(request.Succeeds().Failure, request.Succeeds().Failure);
    }

    [Fact]
    public void Allocate_RetransmittedByAnother_IsRefused437()
    {
        var id = TransactionId.Random();
        _relay.Client("anna").Allocate().WithId(id).Succeeds();

        _relay.Client("ben").Allocate().WithId(id).IsRefused(StunErrorCode.AllocationMismatch);
    }

    [Fact]
    public void Allocate_RetransmittedAfterTheEnd_IsANewOne()
    {
        var client = _relay.Client();
        var request = client.Allocate();
        request.Succeeds();
        client.Refresh().WithLifetime(0).Succeeds();

        request.Succeeds();

        Assert.Equal(1, _relay.Table.Count);
    }
}
