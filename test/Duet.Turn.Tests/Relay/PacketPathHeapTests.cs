using Duet.TestKit;
using Duet.Turn.Relay;
using Duet.Turn.Tests.Relay.Harness;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Relay;

/// <summary>A relayed packet takes nothing from the heap, and neither does one that is dropped.</summary>
public sealed class PacketPathHeapTests
{
    private const int Packets = 10_000;

    private readonly PacketPath _path = new(new TurnOptions { BytesPerSecondPerAllocation = 2_000_000_000, BytesPerSecondPerUser = 2_000_000_000 });
    private readonly CountingSink _sink = new();
    private readonly byte[] _payload = new byte[1_200];
    private long _handled;

    [Fact]
    public void Channel_ToAPeer_TakesNothing()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.ChannelBind(0x4000, PacketPath.Peer).Succeeds();

        TakesNothing(PacketPath.ChannelMessage(0x4000, _payload));

        Assert.Equal(_handled, _sink.ToPeers);
    }

    [Fact]
    public void Send_ToAPeer_TakesNothing()
    {
        _path.Anna.Allocate().Succeeds();
        _path.Anna.CreatePermission("40.0.0.1").Succeeds();

        TakesNothing(PacketPath.Indication(PacketPath.Peer, _payload));

        Assert.Equal(_handled, _sink.ToPeers);
    }

    [Fact]
    public void Send_ToAnotherAllocation_TakesNothing()
    {
        _path.Introduce();

        TakesNothing(PacketPath.Indication(PacketPath.RelayOf(_path.Ben), _payload));

        Assert.Equal(_handled, _sink.ToClients);
    }

    [Theory]
    [InlineData("40.0.0.9:1", nameof(DropReason.NoPermission))]
    [InlineData("127.0.0.1:1", nameof(DropReason.PeerDenied))]
    [InlineData("[2a02::1]:1", nameof(DropReason.NoAllocation))]
    public void Send_Dropped_TakesNothing(string peer, string reason)
    {
        _path.Anna.Allocate().Succeeds();

        TakesNothing(PacketPath.Indication(peer, _payload));

        Assert.Equal(_handled, _sink.Counters.Dropped(Enum.Parse<DropReason>(reason)));
    }

    [Theory]
    [InlineData("40.0.0.1:4000")]
    [InlineData("40.0.0.1:4001")]
    [InlineData("[2a02::1]:4000")]
    [InlineData("20.0.0.1:50000")]
    [InlineData("40.0.0.2:4000")]
    public void Packet_FromAPeer_TakesNothing(string peer)
    {
        _path.Anna.Allocate().WithAdditionalFamily().Succeeds();
        _path.Anna.ChannelBind(0x4000, PacketPath.Peer).Succeeds();
        _path.Anna.CreatePermission("2a02::1", "20.0.0.1").Succeeds();
        var from = At(peer);
        var relay = _path.Anna.Allocation.RelayOf(from.Family)!;

        TakesNothing(() => _path.FromPeer(relay, from, _payload, _sink));
    }

    private void TakesNothing(byte[] message)
    {
        var allocation = _path.Anna.Allocation;
        TakesNothing(() => _path.FromClient(allocation, message, _sink));
    }

    private void TakesNothing(Action action)
    {
        Handle();
        Assert.Equal(0, HeapUse.Of(Handle));

        void Handle()
        {
            for (var i = 0; i < Packets; i++) action();
            _handled += Packets;
        }
    }
}
