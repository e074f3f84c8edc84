using Duet.Stun;
using Duet.Turn.Tests.Requests.Harness;

namespace Duet.Turn.Tests.Requests;

public sealed class CreatePermissionTests
{
    private readonly FakeRelay _relay = new();
    private readonly FakeClient _client;

    public CreatePermissionTests()
    {
        _client = _relay.Client();
        _client.Allocate().Succeeds();
    }

    [Fact]
    public void CreatePermission_OnePeer_PermitsItsAddressOnly()
    {
        var reply = _client.CreatePermission("40.0.0.1").Succeeds();

        Assert.Equal([StunAttributeType.MessageIntegritySha256], reply.Attributes);
        Assert.True(_client.HasPermission("40.0.0.1"));
        Assert.False(_client.HasPermission("40.0.0.2"));
    }

    [Fact]
    public void CreatePermission_SeveralPeers_PermitsAll()
    {
        _client.CreatePermission("40.0.0.1", "40.0.0.2", "40.0.0.1").Succeeds();

        Assert.True(_client.HasPermission("40.0.0.1") && _client.HasPermission("40.0.0.2"));
        Assert.Equal(2, _client.Allocation.PermissionCount);
    }

    [Fact]
    public void CreatePermission_NoPeer_IsRefused400() => _client.CreatePermission().IsRefused(StunErrorCode.BadRequest);

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0, 1, 0, 0 })]
    [InlineData(new byte[] { 0, 3, 0, 0, 1, 2, 3, 4 })]
    [InlineData(new byte[] { 0, 2, 0, 0, 1, 2, 3, 4 })]
    public void CreatePermission_MalformedPeer_IsRefused400AndNoneIsPermitted(byte[] malformed)
    {
        _client.CreatePermission("40.0.0.1").With(StunAttributeType.XorPeerAddress, malformed).IsRefused(StunErrorCode.BadRequest);

        Assert.False(_client.HasPermission("40.0.0.1"));
    }

    [Fact]
    public void CreatePermission_PeerOfTheOtherFamily_IsRefused443AndNoneIsPermitted()
    {
        _client.CreatePermission("40.0.0.1", "2a00::40").IsRefused(StunErrorCode.PeerAddressFamilyMismatch);

        Assert.False(_client.HasPermission("40.0.0.1"));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("255.255.255.255")]
    public void CreatePermission_ForbiddenPeer_IsRefused403AndNoneIsPermitted(string forbidden)
    {
        _client.CreatePermission("40.0.0.1", forbidden, "40.0.0.2").IsRefused(StunErrorCode.Forbidden);

        Assert.False(_client.HasPermission("40.0.0.1") || _client.HasPermission(forbidden) || _client.HasPermission("40.0.0.2"));
    }

    [Fact]
    public void CreatePermission_OwnRelayedAddress_IsPermitted() => _client.CreatePermission("20.0.0.1").Succeeds();

    [Fact]
    public void CreatePermission_RefusedRefresh_LeavesWhatThereWas()
    {
        _client.CreatePermission("40.0.0.1").Succeeds();
        _relay.Wait(seconds: 200);
        _client.CreatePermission("40.0.0.1", "10.0.0.1").IsRefused(StunErrorCode.Forbidden);

        _relay.Wait(seconds: 99);
        Assert.True(_client.HasPermission("40.0.0.1"));
        _relay.Wait(seconds: 1);
        Assert.False(_client.HasPermission("40.0.0.1"));
    }

    [Fact]
    public void CreatePermission_AfterFiveMinutes_IsOverBeforeAnySweep()
    {
        _client.CreatePermission("40.0.0.1").Succeeds();

        _relay.Wait(seconds: 299);
        Assert.True(_client.HasPermission("40.0.0.1"));
        _relay.Wait(seconds: 1);
        Assert.False(_client.HasPermission("40.0.0.1"));
    }

    [Fact]
    public void CreatePermission_Again_BeginsAnew()
    {
        _client.CreatePermission("40.0.0.1").Succeeds();
        _relay.Wait(seconds: 200);
        _client.CreatePermission("40.0.0.1").Succeeds();
        _relay.Wait(seconds: 299);

        _relay.Sweep();

        Assert.True(_client.HasPermission("40.0.0.1"));
        Assert.Equal(1, _client.Allocation.PermissionCount);
    }

    [Fact]
    public void CreatePermission_AfterTheLastExpired_IsPermitted()
    {
        _client.CreatePermission("40.0.0.1").Succeeds();
        _relay.Wait(seconds: 300);

        _client.CreatePermission("40.0.0.1").Succeeds();

        Assert.True(_client.HasPermission("40.0.0.1"));
        Assert.Equal(1, _client.Allocation.PermissionCount);
    }

    [Fact]
    public void Sweep_PermissionsExpired_AreTakenOut()
    {
        _client.CreatePermission("40.0.0.1", "40.0.0.2").Succeeds();
        _relay.Wait(seconds: 100);
        _client.CreatePermission("40.0.0.2").Succeeds();
        _relay.Wait(seconds: 200);

        _relay.Sweep();

        Assert.Equal(1, _client.Allocation.PermissionCount);
        Assert.True(_client.HasPermission("40.0.0.2"));
    }

    [Fact]
    public void CreatePermission_NoRoomForAll_IsRefused508AndNoneIsPermitted()
    {
        var client = new FakeRelay(new() { PermissionsPerAllocation = 2 }).Client();
        client.Allocate().Succeeds();
        client.CreatePermission("40.0.0.1").Succeeds();

        client.CreatePermission("40.0.0.1", "40.0.0.2", "40.0.0.3").IsRefused(StunErrorCode.InsufficientCapacity);

        Assert.Equal(1, client.Allocation.PermissionCount);
        client.CreatePermission("40.0.0.1", "40.0.0.2").Succeeds();
        client.CreatePermission("40.0.0.2", "40.0.0.1").Succeeds();
    }

    [Fact]
    public void CreatePermission_NoRoomButSomeExpired_TakesTheirPlaces()
    {
        var relay = new FakeRelay(new() { PermissionsPerAllocation = 2 });
        var client = relay.Client();
        client.Allocate().Succeeds();
        client.CreatePermission("40.0.0.1", "40.0.0.2").Succeeds();
        relay.Wait(seconds: 300);

        client.CreatePermission("40.0.0.3", "40.0.0.4").Succeeds();
    }

    [Fact]
    public void CreatePermission_ForbiddenPeerAndNoRoom_IsRefused403()
    {
        var client = new FakeRelay(new() { PermissionsPerAllocation = 1 }).Client();
        client.Allocate().Succeeds();

        client.CreatePermission("40.0.0.1", "40.0.0.2", "10.0.0.1").IsRefused(StunErrorCode.Forbidden);
    }

    [Fact]
    public void CreatePermission_DualAllocation_PermitsBothFamilies()
    {
        var client = _relay.Client(from: "30.0.0.1:1");
        client.Allocate().WithAdditionalFamily().Succeeds();

        client.CreatePermission("40.0.0.1", "2a00::40").Succeeds();

        Assert.True(client.HasPermission("40.0.0.1") && client.HasPermission("2a00::40"));
    }

    [Fact]
    public void CreatePermission_ThousandsOfPeers_IsRefused508()
    {
        var request = _client.CreatePermission();
        for (var peer = 0; peer < 5_000; peer++) request.WithPeer($"40.0.{peer / 256}.{peer % 256}:1");

        request.IsRefused(StunErrorCode.InsufficientCapacity);
    }
}
