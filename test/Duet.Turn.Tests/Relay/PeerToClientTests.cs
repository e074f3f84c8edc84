using System.Net;
using Duet.Stun;
using Duet.Turn.Relay;
using Duet.Turn.Tests.Relay.Harness;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Relay;

public sealed class PeerToClientTests
{
    private readonly PacketPath _path = new();

    [Fact]
    public void Packet_PeerWithChannel_BecomesChannelDataWithoutPadding()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.ChannelBind(0x4ABC, PacketPath.Peer).Succeeds();

        _path.FromPeer(_path.Anna, PacketPath.Peer, 1, 2, 3);

        var sent = Assert.Single(_path.Sink.ToClients);
        Assert.Same(_path.Anna.Allocation, sent.Allocation);
        Assert.Equal([0x4A, 0xBC, 0, 3, 1, 2, 3], sent.Message);
    }

    [Fact]
    public void Packet_PeersOtherPort_BecomesADataIndication()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.ChannelBind(0x4ABC, PacketPath.Peer).Succeeds();

        _path.FromPeer(_path.Anna, "40.0.0.1:4001", 1);

        Assert.Equal(At("40.0.0.1:4001"), Assert.Single(_path.Sink.ToClients).Data.Peer);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    [InlineData(4, 0)]
    [InlineData(1201, 3)]
    public void Packet_OfAnyLength_IsPaddedToAWholeMessage(int length, int padding)
    {
        _path.Anna.Allocate().WithAdditionalFamily().Succeeds();
        _path.Anna.CreatePermission("40.0.0.1", "2a02::1").Succeeds();
        var payload = Enumerable.Repeat((byte)0xAA, length).ToArray();

        foreach (var peer in new[] { PacketPath.Peer, "[2a02::1]:4000" })
        {
            _path.FromPeer(_path.Anna, peer, payload);

            var sent = _path.Sink.ToClients[^1];
            Assert.Equal((padding, At(peer)), (sent.PaddingBytes, sent.Data.Peer));
            Assert.Equal(payload, sent.Data.Payload);
        }
    }

    [Fact]
    public void Packet_TooLongForAnIndication_IsDropped()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.CreatePermission("40.0.0.1").Succeeds();
        var path = new PacketPath();

        _path.FromPeer(_path.Anna, PacketPath.Peer, new byte[65_507]);
        path.Anna.Allocate().Succeeds();
        path.Anna.CreatePermission("40.0.0.1").Succeeds();
        path.FromPeer(path.Anna, PacketPath.Peer, new byte[65_500]);

        _path.Dropped(DropReason.Malformed);
        path.Dropped(DropReason.Malformed);
        Assert.Equal((0, 0), (_path.Sink.Counters.PacketsToClients, path.Sink.Counters.PacketsToClients));
    }

    [Fact]
    public void Packet_LongestForAnIndication_IsAWholeMessage()
    {
        _path.Anna.Allocate().WithFamily(InternetAddressFamily.IPv6).Succeeds();
        _path.Anna.CreatePermission("2a02::1").Succeeds();

        _path.FromPeer(_path.Anna, "[2a02::1]:1", new byte[ushort.MaxValue - DataIndication.MaxHeaderSize]);

        Assert.Equal(ushort.MaxValue - DataIndication.MaxHeaderSize, Assert.Single(_path.Sink.ToClients).Data.Payload.Length);
    }

    [Fact]
    public void Packet_PeerWithoutPermission_IsDropped()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.CreatePermission("40.0.0.1").Succeeds();

        _path.FromPeer(_path.Anna, "40.0.0.2:4000", 1);

        _path.Dropped(DropReason.NoPermission);
    }

    [Fact]
    public void Packet_PermissionIsOver_IsDropped()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.ChannelBind(0x4000, PacketPath.Peer).Succeeds();
        _path.Relay.Wait(seconds: 300);

        _path.FromPeer(_path.Anna, PacketPath.Peer, 1);

        _path.Dropped(DropReason.NoPermission);
    }

    [Fact]
    public void Packet_AllocationExpiredAndNotSweptYet_IsDropped()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Relay.Wait(seconds: 599);
        _path.Anna.CreatePermission("40.0.0.1").Succeeds();
        _path.Relay.Wait(seconds: 1);

        _path.FromPeer(_path.Anna, PacketPath.Peer, 1);

        _path.Dropped(DropReason.NoAllocation);
    }

    [Fact]
    public void Packet_AllocationEndedBetweenLookupAndForward_IsDropped()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.CreatePermission("40.0.0.1").Succeeds();
        var relay = _path.Anna.Allocation.IPv4!;
        _path.Anna.Refresh().WithLifetime(0).Succeeds();

        _path.FromPeer(relay, PacketPath.Peer, 1);

        _path.Dropped(DropReason.NoPermission);
    }

    // Whoever can forge a sender address on the machine itself could pretend that the relay's own web server answers.
    [Fact]
    public void Packet_FromAnOwnListener_IsDroppedAlthoughItsAddressIsPermitted()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.CreatePermission("20.0.0.1").Succeeds();

        _path.FromPeer(_path.Anna, PacketPath.WebListener, 1);

        _path.Dropped(DropReason.PeerDenied);
    }

    [Fact]
    public void Packet_OverBudget_IsDroppedBothWaysCountingTogether()
    {
        var path = new PacketPath(new TurnOptions { BytesPerSecondPerAllocation = 1_000 });
        path.Anna.Allocate().Succeeds();
        path.Anna.CreatePermission("40.0.0.1").Succeeds();
        path.Send(path.Anna, PacketPath.Peer, PacketPath.Worth(600));
        path.Sink.ToPeers.Clear();

        path.FromPeer(path.Anna, PacketPath.Peer, PacketPath.Worth(401));

        path.Dropped(DropReason.OverBudget);
        path.FromPeer(path.Anna, PacketPath.Peer, PacketPath.Worth(400));
        Assert.Single(path.Sink.ToClients);
    }

    [Fact]
    public void Packet_DualAllocation_OnlyTheOwnFamilysPermissionCounts()
    {
        _path.Anna.Allocate().WithAdditionalFamily().Succeeds();
        _path.Anna.CreatePermission("40.0.0.1").Succeeds();

        _path.FromPeer(_path.Anna, "[::ffff:40.0.0.1]:4000", 1);

        _path.Dropped(DropReason.NoPermission);
    }

    [Fact]
    public void Error_PermittedPeer_IsTold()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.CreatePermission("40.0.0.1").Succeeds();
        var icmp = new Icmp(3, 4, 1400);

        PeerToClient.ForwardError(_path.Anna.Allocation.IPv4!, At(PacketPath.Peer), icmp, _path.Relay.Now, _path.Sink);

        Assert.Equal((At(PacketPath.Peer), icmp), Assert.Single(_path.Sink.ToClients).Error);
    }

    [Fact]
    public void Error_IPv6Peer_FitsIntoTheHeaderOfADatagram()
    {
        _path.Anna.Allocate().WithFamily(InternetAddressFamily.IPv6).Succeeds();
        _path.Anna.CreatePermission("2a02::1").Succeeds();

        PeerToClient.ForwardError(_path.Anna.Allocation.IPv6!, At("[2a02::1]:1"), new Icmp(1, 4, 0), _path.Relay.Now, _path.Sink);

        Assert.InRange(Assert.Single(_path.Sink.ToClients).Message.Length, 1, Turn.Sockets.OutboundDatagram.MaxHeaderBytes);
    }

    [Fact]
    public void Error_PeerWithoutPermission_IsNotTold()
    {
        _path.Anna.Allocate().Succeeds();

        PeerToClient.ForwardError(_path.Anna.Allocation.IPv4!, At(PacketPath.Peer), new Icmp(3, 3, 0), _path.Relay.Now, _path.Sink);

        Assert.True(_path.Sink.IsEmpty);
    }

    [Fact]
    public void Error_AllocationThatExpiredBeforeItsPermission_IsNotTold()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Relay.Wait(seconds: 599);
        _path.Anna.CreatePermission("40.0.0.1").Succeeds();
        _path.Relay.Wait(seconds: 1);

        PeerToClient.ForwardError(_path.Anna.Allocation.IPv4!, At(PacketPath.Peer), new Icmp(3, 3, 0), _path.Relay.Now, _path.Sink);

        Assert.True(_path.Sink.IsEmpty);
    }

    [Fact]
    public void Packet_AllowedLoopbackPeer_IsRelayed()
    {
        var path = new PacketPath(new TurnOptions { AllowedPeers = [IPNetwork.Parse("127.0.0.0/8")] });
        path.Anna.Allocate().Succeeds();
        path.Anna.CreatePermission("127.0.0.1").Succeeds();

        path.FromPeer(path.Anna, "127.0.0.1:9", 1);

        Assert.Single(path.Sink.ToClients);
    }
}
