using Duet.Stun;
using Duet.Turn.Tests.Requests.Harness;

namespace Duet.Turn.Tests.Requests;

public sealed class RefreshTests
{
    private readonly FakeRelay _relay = new();
    private readonly FakeClient _client;

    public RefreshTests() => _client = _relay.Client();

    [Fact]
    public void Refresh_WithoutLifetime_BeginsTheDefaultAnew()
    {
        _client.Allocate().Succeeds();
        _relay.Wait(seconds: 500);

        Assert.Equal(600, _client.Refresh().Succeeds().Lifetime);

        _relay.Wait(seconds: 599);
        _relay.Sweep();
        Assert.True(_client.HasAllocation);
        _relay.Wait(seconds: 1);
        _relay.Sweep();
        Assert.False(_client.HasAllocation);
    }

    [Theory]
    [InlineData(1, 600)]
    [InlineData(1200, 1200)]
    [InlineData(99_999, 3600)]
    public void Refresh_Lifetime_IsKeptBetweenDefaultAndMaximum(double asked, double granted)
    {
        _client.Allocate().Succeeds();

        Assert.Equal(granted, _client.Refresh().WithLifetime(asked).Succeeds().Lifetime);
    }

    [Fact]
    public void Refresh_ShorterThanBefore_IsObeyed()
    {
        _client.Allocate().WithLifetime(3600).Succeeds();
        _client.Refresh().Succeeds();
        _relay.Wait(seconds: 600);

        _relay.Sweep();

        Assert.False(_client.HasAllocation);
    }

    [Fact]
    public void Refresh_LifetimeZero_EndsTheAllocation()
    {
        _client.Allocate().WithAdditionalFamily().Succeeds();

        Assert.Equal(0, _client.Refresh().WithLifetime(0).Succeeds().Lifetime);

        Assert.False(_client.HasAllocation);
        Assert.Empty(_relay.Ports.Bound);
        Assert.Single(_relay.Ended);
    }

    [Fact]
    public void Refresh_LifetimeZeroTwice_IsRefused437()
    {
        _client.Allocate().Succeeds();
        _client.Refresh().WithLifetime(0).Succeeds();

        _client.Refresh().WithLifetime(0).IsRefused(StunErrorCode.AllocationMismatch);
    }

    [Fact]
    public void Refresh_Expired_IsRefused437BeforeAnySweep()
    {
        _client.Allocate().Succeeds();
        _relay.Wait(seconds: 600);
        _client.Challenge();

        _client.Refresh().IsRefused(StunErrorCode.AllocationMismatch);

        Assert.Empty(_relay.Ports.Bound);
    }

    [Fact]
    public void Refresh_MalformedLifetime_IsRefused400()
    {
        _client.Allocate().Succeeds();

        _client.Refresh().With(StunAttributeType.Lifetime, 0, 0, 0, 0, 0).IsRefused(StunErrorCode.BadRequest);

        Assert.True(_client.HasAllocation);
    }

    [Fact]
    public void Refresh_OtherFamily_IsRefused443()
    {
        _client.Allocate().Succeeds();

        _client.Refresh().WithFamily(InternetAddressFamily.IPv6).IsRefused(StunErrorCode.PeerAddressFamilyMismatch);
        _client.Refresh().WithFamily((InternetAddressFamily)3).WithLifetime(0).IsRefused(StunErrorCode.PeerAddressFamilyMismatch);

        Assert.True(_client.HasAllocation);
    }

    [Fact]
    public void Refresh_MalformedFamily_IsRefused400()
    {
        _client.Allocate().Succeeds();

        _client.Refresh().With(StunAttributeType.RequestedAddressFamily, 1).IsRefused(StunErrorCode.BadRequest);
    }

    [Fact]
    public void Refresh_OneFamilyOfDual_TheOtherExpiresAlone()
    {
        var relayed = _client.Allocate().WithAdditionalFamily().Succeeds().Relayed;
        _relay.Wait(seconds: 300);
        _client.Refresh().WithFamily(InternetAddressFamily.IPv6).Succeeds();
        _relay.Wait(seconds: 300);

        _relay.Sweep();

        Assert.Equal([relayed[1]], _relay.Ports.Bound);
        Assert.Empty(_relay.Ended);
        _client.Challenge();
        _client.Refresh().WithFamily(InternetAddressFamily.IPv4).IsRefused(StunErrorCode.PeerAddressFamilyMismatch);
        _client.Refresh().Succeeds();
    }

    [Fact]
    public void Refresh_ZeroForOneFamilyOfDual_LeavesTheOtherAndItsPermissionsAndChannels()
    {
        _client.Allocate().WithAdditionalFamily().Succeeds();
        _client.CreatePermission("40.0.0.1", "2a00::40").Succeeds();
        _client.ChannelBind(0x4000, "40.0.0.1:9").Succeeds();
        _client.ChannelBind(0x4001, "[2a00::40]:9").Succeeds();

        _client.Refresh().WithFamily(InternetAddressFamily.IPv4).WithLifetime(0).Succeeds();

        Assert.Equal((false, true), (_client.HasPermission("40.0.0.1"), _client.HasPermission("2a00::40")));
        Assert.Equal((true, false), (_client.PeerOf(0x4000) is null, _client.PeerOf(0x4001) is null));
        Assert.Single(_relay.Ports.Bound);
        _client.CreatePermission("40.0.0.1").IsRefused(StunErrorCode.PeerAddressFamilyMismatch);
    }
}
