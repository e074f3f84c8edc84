using Duet.Stun;
using Duet.Turn.Tests.Requests.Harness;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Requests;

public sealed class ChannelBindTests
{
    private const string Peer = "40.0.0.1:7000";

    private readonly FakeRelay _relay = new();
    private readonly FakeClient _client;

    public ChannelBindTests()
    {
        _client = _relay.Client();
        _client.Allocate().Succeeds();
    }

    [Fact]
    public void ChannelBind_New_StandsForThePeerAndPermitsIt()
    {
        var reply = _client.ChannelBind(0x4000, Peer).Succeeds();

        Assert.Equal([StunAttributeType.MessageIntegritySha256], reply.Attributes);
        Assert.Equal(At(Peer), _client.PeerOf(0x4000));
        Assert.True(_client.Allocation.TryFindChannel(At(Peer), _relay.Now, out var number));
        Assert.Equal(new ChannelNumber(0x4000), number);
        Assert.True(_client.HasPermission("40.0.0.1"));
    }

    [Fact]
    public void ChannelBind_New_StandsForThatPortOnly()
    {
        _client.ChannelBind(0x4000, Peer).Succeeds();

        Assert.False(_client.Allocation.TryFindChannel(At("40.0.0.1:7001"), _relay.Now, out _));
    }

    [Fact]
    public void ChannelBind_WithoutNumber_IsRefused400() =>
        _client.Request(StunMethod.ChannelBind).WithPeer(Peer).IsRefused(StunErrorCode.BadRequest);

    [Fact]
    public void ChannelBind_WithoutPeer_IsRefused400() =>
        _client.Request(StunMethod.ChannelBind).WithChannel(0x4000).IsRefused(StunErrorCode.BadRequest);

    [Fact]
    public void ChannelBind_MalformedNumber_IsRefused400() =>
        _client.Request(StunMethod.ChannelBind).With(StunAttributeType.ChannelNumber, 0x40, 0).WithPeer(Peer).IsRefused(StunErrorCode.BadRequest);

    [Fact]
    public void ChannelBind_MalformedPeer_IsRefused400() =>
        _client.Request(StunMethod.ChannelBind).WithChannel(0x4000).With(StunAttributeType.XorPeerAddress, 0, 1).IsRefused(StunErrorCode.BadRequest);

    [Theory]
    [InlineData(0x0000)]
    [InlineData(0x3FFF)]
    [InlineData(0x5000)]
    [InlineData(0x7FFF)]
    [InlineData(0xFFFF)]
    public void ChannelBind_NumberOutOfRange_IsRefused400(ushort number) => _client.ChannelBind(number, Peer).IsRefused(StunErrorCode.BadRequest);

    [Theory]
    [InlineData(0x4000)]
    [InlineData(0x4FFF)]
    public void ChannelBind_EndsOfTheRange_AreBound(ushort number) => _client.ChannelBind(number, Peer).Succeeds();

    [Theory]
    [InlineData(0x5000)]
    [InlineData(0x7FFF)]
    public void ChannelBind_LegacyNumberWithTheOption_IsBound(ushort number)
    {
        var client = new FakeRelay(new() { LegacyChannelNumbers = true }).Client();
        client.Allocate().Succeeds();

        client.ChannelBind(number, Peer).Succeeds();
    }

    [Theory]
    [InlineData(0x3FFF)]
    [InlineData(0x8000)]
    public void ChannelBind_NoNumberOfAnyRfcWithTheOption_IsRefused400(ushort number)
    {
        var client = new FakeRelay(new() { LegacyChannelNumbers = true }).Client();
        client.Allocate().Succeeds();

        client.ChannelBind(number, Peer).IsRefused(StunErrorCode.BadRequest);
    }

    [Theory]
    [InlineData("40.0.0.2:7000")]
    [InlineData("40.0.0.1:7001")]
    public void ChannelBind_NumberOfAnotherPeer_IsRefused400(string other)
    {
        _client.ChannelBind(0x4000, Peer).Succeeds();

        _client.ChannelBind(0x4000, other).IsRefused(StunErrorCode.BadRequest);

        Assert.Equal(At(Peer), _client.PeerOf(0x4000));
    }

    [Fact]
    public void ChannelBind_PeerOfAnotherNumber_IsRefused400()
    {
        _client.ChannelBind(0x4000, Peer).Succeeds();

        _client.ChannelBind(0x4001, Peer).IsRefused(StunErrorCode.BadRequest);

        Assert.Null(_client.PeerOf(0x4001));
    }

    [Fact]
    public void ChannelBind_SwappedPeers_IsRefused400()
    {
        _client.ChannelBind(0x4000, Peer).Succeeds();
        _client.ChannelBind(0x4001, "40.0.0.2:1").Succeeds();

        _client.ChannelBind(0x4000, "40.0.0.2:1").IsRefused(StunErrorCode.BadRequest);
    }

    [Fact]
    public void ChannelBind_NumberOfAnotherAllocation_IsFree()
    {
        _client.ChannelBind(0x4000, Peer).Succeeds();
        var other = _relay.Client(from: "30.0.0.1:1");
        other.Allocate().Succeeds();

        other.ChannelBind(0x4000, "40.0.0.2:1").Succeeds();
    }

    [Fact]
    public void ChannelBind_PeerOfTheOtherFamily_IsRefused443() =>
        _client.ChannelBind(0x4000, "[2a00::40]:7000").IsRefused(StunErrorCode.PeerAddressFamilyMismatch);

    [Theory]
    [InlineData("127.0.0.1:80")]
    [InlineData("192.168.0.1:1")]
    [InlineData("40.0.0.1:0")]
    [InlineData("20.0.0.1:3478")] // the relay's own listener
    public void ChannelBind_ForbiddenPeer_IsRefused403(string forbidden)
    {
        _client.ChannelBind(0x4000, forbidden).IsRefused(StunErrorCode.Forbidden);

        Assert.Null(_client.PeerOf(0x4000));
        Assert.Equal(0, _client.Allocation.PermissionCount);
    }

    [Fact]
    public void ChannelBind_OwnRelayedAddress_IsBound() => _client.ChannelBind(0x4000, "20.0.0.1:50000").Succeeds();

    [Fact]
    public void ChannelBind_AfterTenMinutes_IsOverBeforeAnySweep()
    {
        _client.Refresh().WithLifetime(3600).Succeeds();
        _client.ChannelBind(0x4000, Peer).Succeeds();

        _relay.Wait(seconds: 599);
        Assert.NotNull(_client.PeerOf(0x4000));
        _relay.Wait(seconds: 1);
        Assert.Null(_client.PeerOf(0x4000));
        Assert.False(_client.Allocation.TryFindChannel(At(Peer), _relay.Now, out _));
    }

    [Fact]
    public void ChannelBind_Again_BeginsChannelAndPermissionAnew()
    {
        _client.Refresh().WithLifetime(3600).Succeeds();
        _client.ChannelBind(0x4000, Peer).Succeeds();
        _relay.Wait(seconds: 299);
        _client.ChannelBind(0x4000, Peer).Succeeds();

        _relay.Wait(seconds: 299);
        _relay.Sweep();
        Assert.True(_client.HasPermission("40.0.0.1"));
        _relay.Wait(seconds: 300);
        _relay.Sweep();
        Assert.Equal((false, 1), (_client.HasPermission("40.0.0.1"), _client.Allocation.ChannelCount));
        _relay.Wait(seconds: 1);
        _relay.Sweep();
        Assert.Equal(0, _client.Allocation.ChannelCount);
    }

    [Fact]
    public void ChannelBind_NumberOfAnExpiredChannel_IsFree()
    {
        _client.Refresh().WithLifetime(3600).Succeeds();
        _client.ChannelBind(0x4000, Peer).Succeeds();
        _relay.Wait(seconds: 600);
        _client.Challenge();

        _client.ChannelBind(0x4000, "40.0.0.2:1").Succeeds();
        _client.ChannelBind(0x4001, Peer).Succeeds();
        _relay.Sweep();

        Assert.Equal((At("40.0.0.2:1"), At(Peer)), (_client.PeerOf(0x4000), _client.PeerOf(0x4001)));
    }

    [Fact]
    public void ChannelBind_NoRoom_IsRefused508AndNothingIsPermitted()
    {
        var client = new FakeRelay(new() { ChannelsPerAllocation = 1 }).Client();
        client.Allocate().Succeeds();
        client.ChannelBind(0x4000, Peer).Succeeds();

        client.ChannelBind(0x4001, "40.0.0.2:1").IsRefused(StunErrorCode.InsufficientCapacity);

        Assert.False(client.HasPermission("40.0.0.2"));
        client.ChannelBind(0x4000, Peer).Succeeds();
    }

    [Fact]
    public void ChannelBind_NoRoomForThePermission_IsRefused508AndNothingIsBound()
    {
        var client = new FakeRelay(new() { PermissionsPerAllocation = 1 }).Client();
        client.Allocate().Succeeds();
        client.CreatePermission("40.0.0.1").Succeeds();

        client.ChannelBind(0x4001, "40.0.0.2:1").IsRefused(StunErrorCode.InsufficientCapacity);

        Assert.Null(client.PeerOf(0x4001));
        client.ChannelBind(0x4000, Peer).Succeeds();
    }

    [Fact]
    public void ChannelBind_RefusedRefresh_LeavesWhatThereWas()
    {
        _client.ChannelBind(0x4000, Peer).Succeeds();
        _relay.Wait(seconds: 299);

        _client.ChannelBind(0x4000, "40.0.0.2:1").IsRefused(StunErrorCode.BadRequest);

        _relay.Wait(seconds: 1);
        Assert.False(_client.HasPermission("40.0.0.1"));
    }
}
