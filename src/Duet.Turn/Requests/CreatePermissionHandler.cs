using System.Runtime.InteropServices;
using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Peers;

namespace Duet.Turn.Requests;

/// <summary>CreatePermission (RFC 8656 section 10.2): for all the peers that it names, or for none.</summary>
internal sealed class CreatePermissionHandler(PeerPolicy policy)
{
    public TurnReply Decide(in TurnRequest request, Allocation allocation)
    {
        // 508 is for a request that is valid, and whether it is, 443 and 403 say.
        if (!TryReadPeers(request.Message, out var peers)) return TurnReply.Refuse(StunErrorCode.BadRequest);
        if (peers.Exists(peer => allocation.RelayOf(peer.Family) is null)) return TurnReply.Refuse(StunErrorCode.PeerAddressFamilyMismatch);
        if (peers.Exists(peer => policy.Decide(peer) is PeerVerdict.Denied)) return TurnReply.Refuse(StunErrorCode.Forbidden);

        return allocation.TryPermit(CollectionsMarshal.AsSpan(peers), request.Now)
            ? TurnReply.Success
            : TurnReply.Refuse(StunErrorCode.InsufficientCapacity);
    }

    /// <summary>At least one, and all of them well formed. The ports may be anything.</summary>
    private static bool TryReadPeers(in StunMessage message, out List<InternetAddress> peers)
    {
        peers = [];
        foreach (var attribute in message.Attributes)
        {
            if (attribute.Type is not StunAttributeType.XorPeerAddress) continue;
            if (!XorAddress.TryRead(attribute.Value, message.TransactionId, out var peer)) return false;
            peers.Add(peer.Address);
        }

        return peers.Count > 0;
    }
}
