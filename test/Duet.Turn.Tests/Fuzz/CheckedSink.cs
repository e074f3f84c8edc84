using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Relay;

namespace Duet.Turn.Tests.Fuzz;

/// <summary>Looks at everything that leaves: whether it may, and whether it is what came in.</summary>
/// <param name="now">The present timestamp.</param>
internal sealed class CheckedSink(Func<long> now) : IPacketSink
{
    private byte[] _packet = [];
    private Allocation? _sender;
    private TransportAddress _peer;

    public RelayCounters Counters { get; } = new();

    /// <summary>From now on a client's packet is what may leave; null: it has no allocation.</summary>
    public void ExpectFromClient(Allocation? sender, byte[] packet) => (_sender, _peer, _packet) = (sender, default, packet);

    /// <summary>From now on a peer's packet is what may leave.</summary>
    public void ExpectFromPeer(TransportAddress peer, byte[] packet) => (_sender, _peer, _packet) = (null, peer, packet);

    public void ToPeer(RelayedTransport relay, in TransportAddress peer, ReadOnlySpan<byte> payload, bool dontFragment)
    {
        Assert.Same(_sender, relay.Allocation);
        Assert.True(relay.IsLive(now()));
        Assert.Equal(relay.Family, peer.Family);
        Assert.True(relay.Allocation.HasPermission(peer.Address, now()));
        Assert.True(ReachablePeers.Contain(peer), $"{peer} was reached.");
        Assert.True(_packet.AsSpan().IndexOf(payload) >= 0);
    }

    public void ToClient(Allocation allocation, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, int paddingBytes)
    {
        Assert.True(_packet.AsSpan().IndexOf(payload) >= 0);
        byte[] message = [.. header, .. payload, .. new byte[paddingBytes]];
        var from = ChannelData.TryRead(message, out var number, out var payloadLength)
            ? PeerOf(allocation, number)
            : PeerOf(message, payload);
        if (payloadLength > 0) Assert.Equal((payload.Length, 0), (payloadLength, paddingBytes));

        Assert.True(IsSource(from), $"It came from {from}.");
        Assert.True(allocation.HasPermission(from.Address, now()));
        Assert.True(allocation.RelayOf(from.Family)?.IsLive(now()));
    }

    private TransportAddress PeerOf(Allocation allocation, ChannelNumber number)
    {
        Assert.True(allocation.TryFindChannel(number, now(), out var channel));
        return channel.Peer;
    }

    private static TransportAddress PeerOf(byte[] message, ReadOnlySpan<byte> payload)
    {
        Assert.True(StunMessage.TryRead(message, out var indication));
        Assert.Equal((StunClass.Indication, StunMethod.Data), (indication.Class, indication.Method));
        Assert.True(indication.TryFind(StunAttributeType.XorPeerAddress, out var attribute));
        Assert.True(XorAddress.TryRead(attribute.Value, indication.TransactionId, out var peer));
        if (indication.TryFind(StunAttributeType.Data, out var data)) Assert.Equal(payload, data.Value);
        else Assert.True(indication.Has(StunAttributeType.Icmp));
        return peer;
    }

    // A client that sends to another client is the other's peer, at its relayed address.
    private bool IsSource(TransportAddress from) =>
        _sender is null ? from == _peer : from == _sender.IPv4?.Advertised || from == _sender.IPv6?.Advertised;
}
