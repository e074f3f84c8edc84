using Duet.Stun;
using Duet.Turn.Tests.Requests.Harness;

namespace Duet.Turn.Tests.Requests;

public sealed class RevocationTests
{
    private readonly FakeRelay _relay = new();

    [Fact]
    public void Revoke_IssuedCredential_EndsItsAllocationsAndReservationsAndNoOthers()
    {
        var seat = _relay.Credentials.Issue();
        var (one, two) = (_relay.Client(seat, "30.0.0.1:1"), _relay.Client(seat, "30.0.0.1:2"));
        one.Allocate().WithEvenPort(reserveNext: true).Succeeds();
        two.Allocate().WithAdditionalFamily().Succeeds();
        var anna = _relay.Client("anna", "30.0.0.1:3");
        anna.Allocate().Succeeds();

        _relay.Credentials.Revoke(seat.Username);

        Assert.Equal((false, false, true), (one.HasAllocation, two.HasAllocation, anna.HasAllocation));
        Assert.Equal([anna.Allocation.IPv4!.Advertised], _relay.Ports.Bound);
        Assert.Equal((2, 0), (_relay.Ended.Count, _relay.Table.Reservations.Count));
    }

    [Fact]
    public void Revoke_IssuedCredential_IsUnknownFromThenOn()
    {
        var seat = _relay.Credentials.Issue();
        var client = _relay.Client(seat);
        client.Allocate().Succeeds();

        _relay.Credentials.Revoke(seat.Username);

        client.Refresh().IsRefusedUnsigned(StunErrorCode.Unauthenticated);
        client.Allocate().IsRefusedUnsigned(StunErrorCode.Unauthenticated);
    }

    [Fact]
    public void Revoke_WhileItsAllocationIsMade_EndsThatToo()
    {
        var seat = _relay.Credentials.Issue();
        var client = _relay.Client(seat);
        client.Challenge();
        _relay.Ports.Binding = () => _relay.Credentials.Revoke(seat.Username);

        client.Allocate().IsRefused(StunErrorCode.Forbidden);

        Assert.False(client.HasAllocation);
        Assert.Empty(_relay.Ports.Bound);
    }

    [Fact]
    public void Refresh_TimeLimitedCredentialExpired_IsRefusedAndTheAllocationEndsInTime()
    {
        var client = _relay.Client(_relay.Credentials.Mint("anna", TimeSpan.FromSeconds(60)));
        client.Allocate().Succeeds();
        _relay.Wait(seconds: 60);

        client.Refresh().IsRefusedUnsigned(StunErrorCode.Unauthenticated);

        _relay.Sweep();
        Assert.True(client.HasAllocation);
        _relay.Wait(seconds: 540);
        _relay.Sweep();
        Assert.False(client.HasAllocation);
    }
}
