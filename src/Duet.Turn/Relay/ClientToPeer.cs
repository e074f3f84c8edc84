using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Peers;

namespace Duet.Turn.Relay;

/// <summary>What a client sent for a peer, on its way there (RFC 8656 sections 11.2 and 12.6).</summary>
/// <remarks>
/// 1. Whom it is for: the channel says, or the Send indication, whose peer the policy judges (a channel's was judged when it was bound).
/// 2. The peer has a permission.
/// 3. The allocation, and its user, may relay so much.
/// 4. A peer that is a relayed address of this relay gets it in memory, where its own permissions and budget are looked at; nothing else on
///    this machine is reached, unless its operator said so.
/// 5. Any other gets it from the allocation's relayed address.
/// </remarks>
internal sealed class ClientToPeer(AllocationTable table, PeerPolicy policy, PeerToClient peerToClient, bool shortCircuit)
{
    /// <summary>Takes a ChannelData message.</summary>
    public void ForwardChannelData(Allocation allocation, ReadOnlySpan<byte> message, long now, IPacketSink sink)
    {
        if (!ChannelData.TryRead(message, out var number, out var payloadLength))
        {
            sink.Counters.Drop(DropReason.Malformed);
        }
        else if (!allocation.TryFindChannel(number, now, out var channel))
        {
            sink.Counters.Drop(DropReason.NoChannel); // 1
        }
        else
        {
            Forward(allocation, channel.Peer, message.Slice(ChannelData.HeaderSize, payloadLength), dontFragment: false, now, sink);
        }
    }

    /// <summary>Takes a Send indication.</summary>
    public void ForwardSend(Allocation allocation, in StunMessage indication, long now, IPacketSink sink)
    {
        if (!SendIndication.TryRead(indication, out var peer, out var payload))
        {
            sink.Counters.Drop(DropReason.Malformed);
        }
        else if (policy.Decide(peer) is PeerVerdict.Denied)
        {
            sink.Counters.Drop(DropReason.PeerDenied); // 1
        }
        else
        {
            Forward(allocation, peer, payload, indication.Has(StunAttributeType.DontFragment), now, sink);
        }
    }

    private void Forward(Allocation allocation, in TransportAddress peer, ReadOnlySpan<byte> payload, bool dontFragment, long now, IPacketSink sink)
    {
        if (allocation.RelayOf(peer.Family) is not { } relay || !relay.IsLive(now))
        {
            sink.Counters.Drop(DropReason.NoAllocation);
        }
        else if (!allocation.HasPermission(peer.Address, now))
        {
            sink.Counters.Drop(DropReason.NoPermission); // 2
        }
        else if (!allocation.TryPay(PacketCost.Of(payload), now))
        {
            sink.Counters.Drop(DropReason.OverBudget); // 3
        }
        else
        {
            Send(relay, peer, payload, dontFragment, now, sink);
        }
    }

    private void Send(RelayedTransport relay, in TransportAddress peer, ReadOnlySpan<byte> payload, bool dontFragment, long now, IPacketSink sink)
    {
        var isOwn = relay.Answers(peer.Address);
        var other = isOwn && shortCircuit ? table.FindRelay(peer) : null;
        if (isOwn && other is null && policy.Decide(peer) is not PeerVerdict.Allowed)
        {
            sink.Counters.Drop(DropReason.PeerDenied); // 4
            return;
        }

        sink.Counters.CountToPeer(payload.Length);
        if (other is null)
        {
            sink.ToPeer(relay, peer, payload, dontFragment); // 5
            return;
        }

        sink.Counters.CountShortCircuit(); // 4
        peerToClient.Forward(other, relay.Advertised, payload, now, sink);
    }
}
