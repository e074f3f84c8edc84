using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Peers;

namespace Duet.Turn.Requests;

/// <summary>ChannelBind (RFC 8656 section 12.2): binds a channel to a peer, or refreshes it, and the permission for the peer with it.</summary>
internal sealed class ChannelBindHandler(TurnOptions options, PeerPolicy policy)
{
    public TurnReply Decide(in TurnRequest request, Allocation allocation)
    {
        // 1. Both attributes. 2. A number of the range. 3. and 4. Neither is bound to anything else.
        if (!TryReadNumber(request.Message, out var number) || !TryReadPeer(request.Message, out var peer))
            return TurnReply.Refuse(StunErrorCode.BadRequest);
        if (!IsInRange(number) || !allocation.CanBind(number, peer, request.Now)) return TurnReply.Refuse(StunErrorCode.BadRequest);

        if (allocation.RelayOf(peer.Family) is null) return TurnReply.Refuse(StunErrorCode.PeerAddressFamilyMismatch);
        if (policy.Decide(peer) is PeerVerdict.Denied) return TurnReply.Refuse(StunErrorCode.Forbidden);

        return allocation.TryBind(number, peer, request.Now)
            ? TurnReply.Success
            : TurnReply.Refuse(StunErrorCode.InsufficientCapacity);
    }

    private bool IsInRange(ChannelNumber number) => options.LegacyChannelNumbers ? number.IsValidLegacy : number.IsValid;

    private static bool TryReadNumber(in StunMessage message, out ChannelNumber number)
    {
        number = default;
        return message.TryFind(StunAttributeType.ChannelNumber, out var attribute)
            && ChannelNumberAttribute.TryRead(attribute.Value, out number);
    }

    private static bool TryReadPeer(in StunMessage message, out TransportAddress peer)
    {
        peer = default;
        return message.TryFind(StunAttributeType.XorPeerAddress, out var attribute)
            && XorAddress.TryRead(attribute.Value, message.TransactionId, out peer);
    }
}
