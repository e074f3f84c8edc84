using Duet.Stun;
using Duet.Turn.Tests.Requests.Harness;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Requests;

public sealed class AllocateEvenPortTests
{
    private readonly FakeRelay _relay = new();

    [Fact]
    public void Allocate_EvenPort_GetsOneAndNothingMore()
    {
        var reply = _relay.Client().Allocate().WithEvenPort().Succeeds();

        Assert.Equal(0, reply.Relayed[0].Port % 2);
        Assert.Null(reply.Token);
        Assert.Single(_relay.Ports.Bound);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0, 0 })]
    public void Allocate_MalformedEvenPort_IsRefused400(byte[] value) =>
        _relay.Client().Allocate().With(StunAttributeType.EvenPort, value).IsRefused(StunErrorCode.BadRequest);

    [Fact]
    public void Allocate_ReserveNext_TheTokenGetsTheNextPort()
    {
        var first = _relay.Client("anna").Allocate().WithEvenPort(reserveNext: true).Succeeds();
        Assert.Equal(0, first.Relayed[0].Port % 2);

        var second = _relay.Client("ben", from: "31.0.0.1:1").Allocate().WithToken(first.Token!.Value).Succeeds();

        Assert.Equal(first.Relayed[0] with { Port = (ushort)(first.Relayed[0].Port + 1) }, second.Relayed[0]);
        Assert.Equal((0, 2), (_relay.Table.Reservations.Count, _relay.Ports.Bound.Count));
    }

    [Fact]
    public void Allocate_ReserveNextOfIPv6_TheTokenGetsThatFamily()
    {
        var first = _relay.Client().Allocate().WithFamily(InternetAddressFamily.IPv6).WithEvenPort(reserveNext: true).Succeeds();

        var second = _relay.Client(from: "31.0.0.1:1").Allocate().WithToken(first.Token!.Value).Succeeds();

        Assert.Equal(InternetAddressFamily.IPv6, Assert.Single(second.Relayed).Family);
    }

    [Fact]
    public void Allocate_WithToken_IsReadByTheWorkerThatBoundThePort()
    {
        var first = _relay.Client().Allocate().WithEvenPort(reserveNext: true).Succeeds();
        var other = new FakeClient(_relay, _relay.Client().Credential, At("31.0.0.1:1")) { Worker = 1 };

        other.Allocate().WithToken(first.Token!.Value).Succeeds();

        Assert.Equal((1, 0), (other.Allocation.Worker, other.Allocation.IPv4!.Worker));
    }

    [Fact]
    public void Allocate_TokenTwice_IsRefused508()
    {
        var token = _relay.Client().Allocate().WithEvenPort(reserveNext: true).Succeeds().Token!.Value;
        _relay.Client(from: "31.0.0.1:1").Allocate().WithToken(token).Succeeds();

        _relay.Client(from: "31.0.0.1:2").Allocate().WithToken(token).IsRefused(StunErrorCode.InsufficientCapacity);
    }

    [Fact]
    public void Allocate_TokenOfNobody_IsRefused508() =>
        _relay.Client().Allocate().WithToken(new ReservationToken(42)).IsRefused(StunErrorCode.InsufficientCapacity);

    [Fact]
    public void Allocate_TokenAfterThirtySeconds_IsRefused508()
    {
        var client = _relay.Client();
        var token = client.Allocate().WithEvenPort(reserveNext: true).Succeeds().Token!.Value;
        _relay.Wait(seconds: 30);

        _relay.Client(from: "31.0.0.1:1").Allocate().WithToken(token).IsRefused(StunErrorCode.InsufficientCapacity);

        _relay.Sweep();
        Assert.Equal([client.Allocation.IPv4!.Advertised], _relay.Ports.Bound);
    }

    [Fact]
    public void Allocate_TokenJustBeforeThirtySeconds_IsGoodThoughTheFirstEnded()
    {
        var first = _relay.Client();
        var token = first.Allocate().WithEvenPort(reserveNext: true).Succeeds().Token!.Value;
        first.Refresh().WithLifetime(0).Succeeds();
        _relay.Wait(seconds: 29.9);
        _relay.Sweep();

        _relay.Client(from: "31.0.0.1:1").Allocate().WithToken(token).Succeeds();
    }

    [Fact]
    public void Allocate_TokenAndEvenPort_IsRefused400() =>
        _relay.Client().Allocate().WithToken(new(1)).WithEvenPort().IsRefused(StunErrorCode.BadRequest);

    [Fact]
    public void Allocate_TokenAndFamily_IsRefused400() =>
        _relay.Client().Allocate().WithToken(new(1)).WithFamily(InternetAddressFamily.IPv4).IsRefused(StunErrorCode.BadRequest);

    [Fact]
    public void Allocate_TokenAndAdditionalFamily_IsRefused400() =>
        _relay.Client().Allocate().WithToken(new(1)).WithAdditionalFamily().IsRefused(StunErrorCode.BadRequest);

    [Fact]
    public void Allocate_MalformedToken_IsRefused400() =>
        _relay.Client().Allocate().With(StunAttributeType.ReservationToken, 1, 2, 3, 4).IsRefused(StunErrorCode.BadRequest);

    [Fact]
    public void Allocate_NoPairFree_IsRefused508AndNothingStaysBound()
    {
        _relay.Ports.TakenElsewhere = port => port.Port % 2 == 1;

        _relay.Client().Allocate().WithEvenPort(reserveNext: true).IsRefused(StunErrorCode.InsufficientCapacity);

        Assert.Empty(_relay.Ports.Bound);
        Assert.Equal(0, _relay.Table.Reservations.Count);
    }

    [Fact]
    public void Allocate_ReservationsOfOneUser_AreAsManyAsAllocations()
    {
        var relay = new FakeRelay(new() { AllocationsPerUser = 2 });
        var client = relay.Client();
        for (var time = 0; time < 2; time++)
        {
            client.Allocate().WithEvenPort(reserveNext: true).Succeeds();
            client.Refresh().WithLifetime(0).Succeeds();
        }

        client.Allocate().WithEvenPort(reserveNext: true).IsRefused(StunErrorCode.InsufficientCapacity);

        relay.Wait(seconds: 30);
        relay.Sweep();
        client.Allocate().WithEvenPort(reserveNext: true).Succeeds();
    }
}
