using Duet.Stun;
using Duet.Turn.Allocations;

namespace Duet.Turn.Requests;

/// <summary>Refresh (RFC 8656 section 8.2): a new lifetime, or the end.</summary>
internal sealed class RefreshHandler(AllocationTable table)
{
    public TurnReply Decide(in TurnRequest request, Allocation allocation)
    {
        // Of a dual allocation, one half may be meant (section 8.1).
        InternetAddressFamily? family = null;
        if (request.Message.TryFind(StunAttributeType.RequestedAddressFamily, out var requested))
        {
            if (!RequestedAddressFamily.TryRead(requested.Value, out var named)) return TurnReply.Refuse(StunErrorCode.BadRequest);
            if (!Has(allocation, named)) return TurnReply.Refuse(StunErrorCode.PeerAddressFamilyMismatch);
            family = named;
        }

        if (!LifetimeReader.TryRead(request.Message, out var lifetime)) return TurnReply.Refuse(StunErrorCode.BadRequest);
        if (lifetime == TimeSpan.Zero)
        {
            table.End(allocation, family);
            return new TurnReply { Lifetime = TimeSpan.Zero };
        }

        var granted = table.Rules.Grant(lifetime ?? TimeSpan.Zero);
        return allocation.TryRefresh(family, table.Rules.End(request.Now, granted))
            ? new TurnReply { Lifetime = granted }
            : TurnReply.Refuse(StunErrorCode.AllocationMismatch); // it ended a moment ago
    }

    private static bool Has(Allocation allocation, InternetAddressFamily family) =>
        family is InternetAddressFamily.IPv4 or InternetAddressFamily.IPv6 && allocation.RelayOf(family) is not null;
}
