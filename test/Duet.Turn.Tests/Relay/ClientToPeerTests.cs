using Duet.Stun;
using Duet.Turn.Relay;
using Duet.Turn.Tests.Relay.Harness;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Relay;

public sealed class ClientToPeerTests
{
    private readonly PacketPath _path = new();

    [Fact]
    public void Channel_Bound_SendsToItsPeerFromTheRelayedAddress()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.ChannelBind(0x4000, PacketPath.Peer).Succeeds();

        _path.FromClient(_path.Anna, 0x4000, 1, 2, 3);

        var sent = Assert.Single(_path.Sink.ToPeers);
        Assert.Equal((At(PacketPath.RelayOf(_path.Anna)), At(PacketPath.Peer), false), (sent.From, sent.Peer, sent.DontFragment));
        Assert.Equal([1, 2, 3], sent.Payload);
    }

    [Fact]
    public void Channel_PaddedAsOverStreams_SendsThePayloadOnly()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.ChannelBind(0x4000, PacketPath.Peer).Succeeds();

        _path.FromClient(_path.Anna, [.. PacketPath.ChannelMessage(0x4000, 7), 9, 9, 9]);

        Assert.Equal([7], Assert.Single(_path.Sink.ToPeers).Payload);
    }

    [Fact]
    public void Channel_ShorterThanItSays_IsDropped()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.ChannelBind(0x4000, PacketPath.Peer).Succeeds();

        _path.FromClient(_path.Anna, PacketPath.ChannelMessage(0x4000, 1, 2, 3)[..^1]);

        _path.Dropped(DropReason.Malformed);
    }

    [Fact]
    public void Channel_NotBound_IsDropped()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.ChannelBind(0x4000, PacketPath.Peer).Succeeds();

        _path.FromClient(_path.Anna, 0x4001, 1);

        _path.Dropped(DropReason.NoChannel);
    }

    [Fact]
    public void Channel_OfAnotherAllocation_IsDropped()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.ChannelBind(0x4000, PacketPath.Peer).Succeeds();
        _path.Ben.Allocate().Succeeds();

        _path.FromClient(_path.Ben, 0x4000, 1);

        _path.Dropped(DropReason.NoChannel);
    }

    [Fact]
    public void Channel_ItsPermissionIsOver_IsDropped()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.ChannelBind(0x4000, PacketPath.Peer).Succeeds();
        _path.Relay.Wait(seconds: 300);

        _path.FromClient(_path.Anna, 0x4000, 1);

        _path.Dropped(DropReason.NoPermission);
    }

    [Fact]
    public void Channel_ItsBindingIsOver_IsDroppedAlthoughThereIsAPermission()
    {
        _path.Anna.Allocate().WithLifetime(3600).Succeeds();
        _path.Anna.ChannelBind(0x4000, PacketPath.Peer).Succeeds();
        _path.Relay.Wait(seconds: 599);
        _path.Anna.CreatePermission("40.0.0.1").Succeeds();
        _path.FromClient(_path.Anna, 0x4000, 1);
        Assert.Single(_path.Sink.ToPeers);
        _path.Sink.ToPeers.Clear();
        _path.Relay.Wait(seconds: 1);

        _path.FromClient(_path.Anna, 0x4000, 1);

        _path.Dropped(DropReason.NoChannel);
    }

    [Fact]
    public void Send_PermittedPeer_SendsToAnyPortOfIt()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.CreatePermission("40.0.0.1").Succeeds();

        _path.Send(_path.Anna, "40.0.0.1:1", 1);
        _path.Send(_path.Anna, "40.0.0.1:65535", 2);

        Assert.Equal([At("40.0.0.1:1"), At("40.0.0.1:65535")], _path.Sink.ToPeers.Select(sent => sent.Peer));
    }

    [Fact]
    public void Send_WithoutPermission_IsDroppedAndInstallsNone()
    {
        _path.Anna.Allocate().Succeeds();

        _path.Send(_path.Anna, PacketPath.Peer, 1);

        _path.Dropped(DropReason.NoPermission);
        Assert.False(_path.Anna.HasPermission("40.0.0.1"));
    }

    [Fact]
    public void Send_DontFragment_IsHandedOn()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.CreatePermission("40.0.0.1").Succeeds();

        _path.FromClient(
            _path.Anna, PacketPath.Indication(PacketPath.Peer, [1], (ref StunMessageWriter writer) => writer.Add(StunAttributeType.DontFragment)));

        Assert.True(Assert.Single(_path.Sink.ToPeers).DontFragment);
    }

    [Fact]
    public void Send_Nothing_SendsAnEmptyDatagram()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.CreatePermission("40.0.0.1").Succeeds();

        _path.Send(_path.Anna, PacketPath.Peer);

        Assert.Empty(Assert.Single(_path.Sink.ToPeers).Payload);
    }

    [Theory]
    [InlineData("20.0.0.1:3478")]
    [InlineData("20.0.0.1:443")]
    [InlineData("[::ffff:20.0.0.1]:3478")]
    [InlineData("40.0.0.1:0")]
    public void Send_OwnListenerOrNoPort_IsDeniedEvenWithPermissionForItsAddress(string peer)
    {
        var path = new PacketPath(new TurnOptions { AllowedPeers = [new(System.Net.IPAddress.Any, 0), new(System.Net.IPAddress.IPv6Any, 0)] });
        path.Anna.Allocate().WithAdditionalFamily().Succeeds();
        path.Anna.CreatePermission("20.0.0.1", "40.0.0.1", "::ffff:20.0.0.1").Succeeds();

        path.Send(path.Anna, peer, 1);

        path.Dropped(DropReason.PeerDenied);
    }

    [Theory]
    [InlineData("127.0.0.1:80")]
    [InlineData("169.254.169.254:80")]
    [InlineData("20.0.0.2:22")]
    [InlineData("[::1]:80")]
    [InlineData("[::ffff:127.0.0.1]:80")]
    [InlineData("[64:ff9b::a9fe:a9fe]:80")]
    public void Send_DeniedPeer_IsDeniedBeforePermissionsAreLookedAt(string peer)
    {
        _path.Anna.Allocate().WithAdditionalFamily().Succeeds();

        _path.Send(_path.Anna, peer, 1);

        _path.Dropped(DropReason.PeerDenied);
    }

    [Fact]
    public void Send_FamilyThatTheAllocationHasNot_IsDropped()
    {
        _path.Anna.Allocate().Succeeds();

        _path.Send(_path.Anna, "[2a02::1]:4000", 1);

        _path.Dropped(DropReason.NoAllocation);
    }

    [Fact]
    public void Send_DualAllocation_LeavesFromTheAddressOfThePeersFamily()
    {
        _path.Anna.Allocate().WithAdditionalFamily().Succeeds();
        _path.Anna.CreatePermission("40.0.0.1", "2a02::1").Succeeds();

        _path.Send(_path.Anna, PacketPath.Peer, 4);
        _path.Send(_path.Anna, "[2a02::1]:4000", 6);

        var allocation = _path.Anna.Allocation;
        Assert.Equal([allocation.IPv4!.Advertised, allocation.IPv6!.Advertised], _path.Sink.ToPeers.Select(sent => sent.From));
    }

    [Fact]
    public void Send_HalfOfADualAllocationHasEnded_IsDroppedThereOnly()
    {
        _path.Anna.Allocate().WithAdditionalFamily().Succeeds();
        _path.Anna.CreatePermission("40.0.0.1", "2a02::1").Succeeds();
        _path.Anna.Refresh().WithFamily(InternetAddressFamily.IPv6).WithLifetime(0).Succeeds();

        _path.Send(_path.Anna, "[2a02::1]:4000", 6);

        _path.Dropped(DropReason.NoAllocation);
        _path.Send(_path.Anna, PacketPath.Peer, 4);
        Assert.Single(_path.Sink.ToPeers);
    }

    [Fact]
    public void Send_AllocationExpiredAndNotSweptYet_IsDropped()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Relay.Wait(seconds: 599);
        _path.Anna.CreatePermission("40.0.0.1").Succeeds();
        _path.Relay.Wait(seconds: 1);

        _path.Send(_path.Anna, PacketPath.Peer, 1);

        _path.Dropped(DropReason.NoAllocation);
    }

    [Fact]
    public void Send_OverTheAllocationsBudget_IsDroppedUntilItIsThereAgain()
    {
        var path = new PacketPath(new TurnOptions { BytesPerSecondPerAllocation = 1_000 });
        path.Anna.Allocate().Succeeds();
        path.Anna.CreatePermission("40.0.0.1").Succeeds();
        path.Send(path.Anna, PacketPath.Peer, PacketPath.Worth(1_000));
        Assert.Single(path.Sink.ToPeers);
        path.Sink.ToPeers.Clear();

        path.Send(path.Anna, PacketPath.Peer, 1);

        path.Dropped(DropReason.OverBudget);
        path.Relay.Wait(seconds: 0.1);
        path.Send(path.Anna, PacketPath.Peer, PacketPath.Worth(100));
        Assert.Single(path.Sink.ToPeers);
    }

    [Fact]
    public void Send_EmptyPackets_CostTheirHeaders()
    {
        var path = new PacketPath(new TurnOptions { BytesPerSecondPerAllocation = 1_000 });
        path.Anna.Allocate().Succeeds();
        path.Anna.CreatePermission("40.0.0.1").Succeeds();

        for (var packet = 0; packet < 100; packet++) path.Send(path.Anna, PacketPath.Peer);

        Assert.Equal(1_000 / 28, path.Sink.ToPeers.Count);
        Assert.Equal(100 - (1_000 / 28), path.Sink.Counters.Dropped(DropReason.OverBudget));
    }

    [Fact]
    public void Send_OverTheUsersBudget_IsDroppedWhicheverAllocationItIs()
    {
        var path = new PacketPath(new TurnOptions { BytesPerSecondPerUser = 1_000 });
        var other = path.Relay.Client("anna", "30.0.0.1:6000");
        path.Anna.Allocate().Succeeds();
        path.Anna.CreatePermission("40.0.0.1").Succeeds();
        other.Allocate().Succeeds();
        other.CreatePermission("40.0.0.1").Succeeds();
        path.Send(path.Anna, PacketPath.Peer, PacketPath.Worth(1_000));
        path.Sink.ToPeers.Clear();

        path.Send(other, PacketPath.Peer, 1);

        path.Dropped(DropReason.OverBudget);
    }

    [Fact]
    public void Send_WithoutPermission_CostsNoBudget()
    {
        var path = new PacketPath(new TurnOptions { BytesPerSecondPerAllocation = 1_000 });
        path.Anna.Allocate().Succeeds();
        path.Send(path.Anna, PacketPath.Peer, PacketPath.Worth(1_000));

        path.Anna.CreatePermission("40.0.0.1").Succeeds();
        path.Send(path.Anna, PacketPath.Peer, PacketPath.Worth(1_000));

        Assert.Single(path.Sink.ToPeers);
    }

    [Fact]
    public void Channel_LegacyNumber_CarriesDataWhereItMayBeBound()
    {
        var path = new PacketPath(new TurnOptions { LegacyChannelNumbers = true });
        path.Anna.Allocate().Succeeds();
        path.Anna.ChannelBind(0x7FFF, PacketPath.Peer).Succeeds();

        path.FromClient(path.Anna, 0x7FFF, 1);
        path.FromPeer(path.Anna, PacketPath.Peer, 2);

        Assert.Single(path.Sink.ToPeers);
        Assert.Equal(0x7FFF, Assert.Single(path.Sink.ToClients).ChannelData.Channel);
    }

    [Fact]
    public void Send_Relayed_IsCounted()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.CreatePermission("40.0.0.1").Succeeds();

        _path.Send(_path.Anna, PacketPath.Peer, 1, 2, 3);

        var counters = _path.Sink.Counters;
        Assert.Equal((1, 3, 0), (counters.PacketsToPeers, counters.BytesToPeers, counters.PacketsToClients));
    }
}
