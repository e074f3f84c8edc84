using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Peers;

namespace Duet.Turn.Relay;

/// <summary>What a peer sent to a relayed transport address, on its way to the client (RFC 8656 sections 11.3 and 12.7).</summary>
/// <remarks>
/// 1. The allocation lives still, and the peer has a permission.
/// 2. It is none that nobody may talk to, in case it is this machine.
/// 3. The allocation, and its user, may relay so much.
/// 4. Over the peer's channel if it has one, else as a Data indication.
/// </remarks>
internal sealed class PeerToClient(PeerPolicy policy)
{
    private const int MaxIndicationPayload = ushort.MaxValue - DataIndication.MaxHeaderSize;

    private static readonly TransactionId _indication = TransactionId.Random();

    /// <param name="relay">The relayed transport address that the packet is for.</param>
    /// <param name="peer">Whom it came from.</param>
    /// <param name="payload">What it says.</param>
    /// <param name="now">The present timestamp.</param>
    /// <param name="sink">Where it leaves.</param>
    public void Forward(RelayedTransport relay, in TransportAddress peer, ReadOnlySpan<byte> payload, long now, IPacketSink sink)
    {
        var allocation = relay.Allocation;
        if (!relay.IsLive(now))
        {
            sink.Counters.Drop(DropReason.NoAllocation); // 1
        }
        else if (!allocation.HasPermission(peer.Address, now))
        {
            sink.Counters.Drop(DropReason.NoPermission); // 1
        }
        else if (relay.Answers(peer.Address) && policy.Decide(peer) is PeerVerdict.Denied)
        {
            sink.Counters.Drop(DropReason.PeerDenied); // 2
        }
        else if (!allocation.TryPay(PacketCost.Of(payload), now))
        {
            sink.Counters.Drop(DropReason.OverBudget); // 3
        }
        else if (TryDeliver(allocation, peer, payload, now, sink))
        {
            sink.Counters.CountToClient(payload.Length); // 4
        }
        else
        {
            sink.Counters.Drop(DropReason.Malformed); // 4
        }
    }

    /// <summary>Tells a client that a packet of theirs could not reach its peer (RFC 8656 section 11.5).</summary>
    public static void ForwardError(RelayedTransport relay, in TransportAddress peer, in Icmp icmp, long now, IPacketSink sink)
    {
        if (!relay.IsLive(now) || !relay.Allocation.HasPermission(peer.Address, now)) return;

        Span<byte> buffer = stackalloc byte[StunHeader.Size + 64];
        var writer = new StunMessageWriter(buffer, StunClass.Indication, StunMethod.Data, _indication);
        writer.AddXorAddress(StunAttributeType.XorPeerAddress, peer);
        writer.AddIcmp(icmp);
        sink.ToClient(relay.Allocation, writer.Written, [], paddingBytes: 0);
    }

    /// <summary>False where there is no channel, and the payload is more than fits into an indication.</summary>
    private static bool TryDeliver(Allocation allocation, in TransportAddress peer, ReadOnlySpan<byte> payload, long now, IPacketSink sink)
    {
        if (allocation.TryFindChannel(peer, now, out var channel))
        {
            Span<byte> header = stackalloc byte[ChannelData.HeaderSize];
            ChannelData.WriteHeader(header, channel, payload.Length);
            sink.ToClient(allocation, header, payload, paddingBytes: 0);
            return true;
        }

        if (payload.Length > MaxIndicationPayload) return false;

        Span<byte> indication = stackalloc byte[DataIndication.MaxHeaderSize];
        var headerBytes = DataIndication.WriteHeader(indication, _indication, peer, payload.Length);
        sink.ToClient(allocation, indication[..headerBytes], payload, DataIndication.PaddingOf(payload.Length));
        return true;
    }
}
