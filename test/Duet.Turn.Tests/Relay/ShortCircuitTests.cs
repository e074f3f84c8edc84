using System.Net;
using Duet.Stun;
using Duet.Turn.Relay;
using Duet.Turn.Tests.Relay.Harness;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Relay;

/// <summary>Packets between two allocations of one relay stay in memory, under exactly the rules that they had outside.</summary>
public sealed class ShortCircuitTests
{
    private readonly PacketPath _path = new();

    [Fact]
    public void Send_ToAnotherAllocation_ArrivesThereAsFromTheSendersRelayedAddress()
    {
        _path.Introduce();

        _path.Send(_path.Anna, PacketPath.RelayOf(_path.Ben), 1, 2);

        var sent = Assert.Single(_path.Sink.ToClients);
        Assert.Same(_path.Ben.Allocation, sent.Allocation);
        Assert.Equal(At(PacketPath.RelayOf(_path.Anna)), sent.Data.Peer);
        Assert.Equal([1, 2], sent.Data.Payload);
        Assert.Empty(_path.Sink.ToPeers);
        Assert.Equal(1, _path.Sink.Counters.ShortCircuited);
    }

    [Fact]
    public void Channel_BoundOnBothSides_ArrivesOnTheReceiversChannel()
    {
        _path.Introduce();
        _path.Anna.ChannelBind(0x4001, PacketPath.RelayOf(_path.Ben)).Succeeds();
        _path.Ben.ChannelBind(0x4002, PacketPath.RelayOf(_path.Anna)).Succeeds();

        _path.FromClient(_path.Anna, 0x4001, 7);

        var sent = Assert.Single(_path.Sink.ToClients).ChannelData;
        Assert.Equal(0x4002, sent.Channel);
        Assert.Equal([7], sent.Payload);
    }

    [Fact]
    public void Send_ReceiverGaveNoPermission_IsDropped()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Ben.Allocate().Succeeds();
        _path.Anna.CreatePermission("20.0.0.1").Succeeds();

        _path.Send(_path.Anna, PacketPath.RelayOf(_path.Ben), 1);

        _path.Dropped(DropReason.NoPermission);
    }

    [Fact]
    public void Send_SenderHasNoPermission_IsDroppedAlthoughTheReceiverGaveOne()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Ben.Allocate().Succeeds();
        _path.Ben.CreatePermission("20.0.0.1").Succeeds();

        _path.Send(_path.Anna, PacketPath.RelayOf(_path.Ben), 1);

        _path.Dropped(DropReason.NoPermission);
    }

    [Fact]
    public void Send_ReceiversPermissionIsOver_IsDropped()
    {
        _path.Introduce();
        _path.Relay.Wait(seconds: 300);
        _path.Anna.CreatePermission("20.0.0.1").Succeeds();

        _path.Send(_path.Anna, PacketPath.RelayOf(_path.Ben), 1);

        _path.Dropped(DropReason.NoPermission);
    }

    // Permission for the sender's own address outside, which the short circuit never carries, opens nothing.
    [Fact]
    public void Send_ReceiverPermitsTheSendersClientAddressOnly_IsDropped()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Ben.Allocate().Succeeds();
        _path.Anna.CreatePermission("20.0.0.1").Succeeds();
        _path.Ben.CreatePermission("30.0.0.1").Succeeds();

        _path.Send(_path.Anna, PacketPath.RelayOf(_path.Ben), 1);

        _path.Dropped(DropReason.NoPermission);
    }

    [Fact]
    public void Send_SendersBudgetIsSpent_IsDroppedAndCostsTheReceiverNothing()
    {
        var path = new PacketPath(new TurnOptions { BytesPerSecondPerAllocation = 1_000 });
        path.Introduce();
        path.Anna.CreatePermission("40.0.0.1").Succeeds();
        path.Send(path.Anna, PacketPath.Peer, PacketPath.Worth(1_000));
        path.Sink.ToPeers.Clear();

        path.Send(path.Anna, PacketPath.RelayOf(path.Ben), PacketPath.Worth(1_000));

        path.Dropped(DropReason.OverBudget);
        path.FromPeer(path.Ben, PacketPath.RelayOf(path.Anna), PacketPath.Worth(1_000));
        Assert.Single(path.Sink.ToClients);
    }

    [Fact]
    public void Send_ReceiversBudgetIsSpent_IsDropped()
    {
        var path = new PacketPath(new TurnOptions { BytesPerSecondPerAllocation = 1_000 });
        path.Introduce();
        path.FromPeer(path.Ben, PacketPath.RelayOf(path.Anna), PacketPath.Worth(1_000));
        path.Sink.ToClients.Clear();

        path.Send(path.Anna, PacketPath.RelayOf(path.Ben), 1);

        path.Dropped(DropReason.OverBudget);
    }

    [Fact]
    public void Send_OneUserWithBothAllocations_PaysTwice()
    {
        var path = new PacketPath(new TurnOptions { BytesPerSecondPerUser = 1_000 });
        var other = path.Relay.Client("anna", "30.0.0.1:6000");
        path.Anna.Allocate().Succeeds();
        other.Allocate().Succeeds();
        path.Anna.CreatePermission("20.0.0.1").Succeeds();
        other.CreatePermission("20.0.0.1").Succeeds();

        path.Send(path.Anna, PacketPath.RelayOf(other), PacketPath.Worth(501));

        path.Dropped(DropReason.OverBudget);
    }

    [Fact]
    public void Send_ToItself_ArrivesAsAnyPacketWould()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.CreatePermission("20.0.0.1").Succeeds();

        _path.Send(_path.Anna, PacketPath.RelayOf(_path.Anna), 1);

        Assert.Equal(At(PacketPath.RelayOf(_path.Anna)), Assert.Single(_path.Sink.ToClients).Data.Peer);
    }

    // Whatever else is bound to the relay's address is not the relay's: what is sent there through the kernel is a door into the machine.
    [Theory]
    [InlineData("20.0.0.1")]
    [InlineData("2a00::20")]
    public void Send_OwnRelayedAddressWithoutAllocation_NeverReachesTheKernel(string own)
    {
        _path.Anna.Allocate().WithAdditionalFamily().Succeeds();
        _path.Anna.CreatePermission(own).Succeeds();
        var port = _path.Anna.Allocation.RelayOf(Ip(own).Family)!.Advertised.Port;

        _path.Send(_path.Anna, new TransportAddress(Ip(own), (ushort)(port ^ 1)).ToString(), 1);

        _path.Dropped(DropReason.PeerDenied);
    }

    [Fact]
    public void Send_OwnAddressAndAPortThatIsNeverRelayed_NeverReachesTheKernel()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.CreatePermission("20.0.0.1").Succeeds();

        _path.Send(_path.Anna, "20.0.0.1:22", 1);

        _path.Dropped(DropReason.PeerDenied);
    }

    [Fact]
    public void Send_OwnAddressWithoutAllocation_IsNotCountedAsRelayed()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.CreatePermission("20.0.0.1").Succeeds();

        _path.Send(_path.Anna, "20.0.0.1:22", 1);

        Assert.Equal((0, 0), (_path.Sink.Counters.PacketsToPeers, _path.Sink.Counters.BytesToPeers));
    }

    [Fact]
    public void Send_AllocationThatHasEnded_NeverReachesTheKernel()
    {
        _path.Introduce();
        var gone = PacketPath.RelayOf(_path.Ben);
        _path.Anna.ChannelBind(0x4000, gone).Succeeds();
        _path.Ben.Refresh().WithLifetime(0).Succeeds();

        _path.FromClient(_path.Anna, 0x4000, 1);

        _path.Dropped(DropReason.PeerDenied);
    }

    [Fact]
    public void Send_AllocationThatExpiredAndWasNotSweptYet_IsDropped()
    {
        var path = new PacketPath();
        path.Ben.Allocate().Succeeds();
        path.Anna.Allocate().WithLifetime(3600).Succeeds();
        path.Relay.Wait(seconds: 599);
        path.Anna.CreatePermission("20.0.0.1").Succeeds();
        path.Ben.CreatePermission("20.0.0.1").Succeeds();
        path.Relay.Wait(seconds: 1);

        path.Send(path.Anna, PacketPath.RelayOf(path.Ben), 1);

        path.Dropped(DropReason.NoAllocation);
    }

    // Operators may open the loopback for tests; the relay's own port next to it stays what it is.
    [Fact]
    public void Send_OwnAddressAllowedByTheOptions_StillStaysInMemory()
    {
        var path = new PacketPath(new TurnOptions { AllowedPeers = [IPNetwork.Parse("20.0.0.1/32")] });
        path.Introduce();

        path.Send(path.Anna, PacketPath.RelayOf(path.Ben), 1);

        Assert.Single(path.Sink.ToClients);
        Assert.Empty(path.Sink.ToPeers);
    }

    [Fact]
    public void Send_OwnAddressAllowedAndNobodyThere_GoesOut()
    {
        var path = new PacketPath(new TurnOptions { AllowedPeers = [IPNetwork.Parse("20.0.0.1/32")] });
        path.Anna.Allocate().Succeeds();
        path.Anna.CreatePermission("20.0.0.1").Succeeds();

        path.Send(path.Anna, "20.0.0.1:22", 1);

        Assert.Equal(At("20.0.0.1:22"), Assert.Single(path.Sink.ToPeers).Peer);
    }

    [Fact]
    public void Send_ShortCircuitOff_DoesNotReachOwnAddresses()
    {
        var path = new PacketPath(new TurnOptions { ShortCircuit = false });
        path.Introduce();

        path.Send(path.Anna, PacketPath.RelayOf(path.Ben), 1);

        path.Dropped(DropReason.PeerDenied);
    }
}
