using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Authentication;

namespace Duet.Turn.Requests;

/// <summary>Allocate (RFC 8656 section 7.2). The numbers are those of its list; number 1 is done by the time a request gets here.</summary>
internal sealed class AllocateHandler(TurnOptions options, TurnCredentials credentials, AllocationTable table, Allocator allocator)
{
    private readonly RelayWishReader _wishes = new(options, allocator);

    public TurnReply Decide(in TurnRequest request)
    {
        // 2. One allocation for a 5-tuple; but a client that did not hear our answer asks again.
        if (table.TryFindLive(request.Context.FiveTuple, request.Now, out var existing))
            return IsRetransmission(request, existing) ? Describe(request, existing) : TurnReply.Refuse(StunErrorCode.AllocationMismatch);

        // 3. UDP between relay and peers.
        if (!request.Message.TryFind(StunAttributeType.RequestedTransport, out var transport)
            || !RequestedTransport.TryRead(transport.Value, out var protocol)) return TurnReply.Refuse(StunErrorCode.BadRequest);
        if (protocol != RequestedTransport.Udp) return TurnReply.Refuse(StunErrorCode.UnsupportedTransportProtocol);

        // 4. DONT-FRAGMENT is supported, so there is nothing to refuse.
        // 5. to 9. What is asked for.
        if (!_wishes.TryRead(request.Message, out var wish, out var refusal)) return TurnReply.Refuse(refusal);
        if (!LifetimeReader.TryRead(request.Message, out var lifetime)) return TurnReply.Refuse(StunErrorCode.BadRequest);

        // 10. The quota, and whether it is there at all.
        if (!TryAllocate(request, wish, lifetime ?? TimeSpan.Zero, out var allocation, out refusal)) return TurnReply.Refuse(refusal);

        // A revocation that came after the authentication and before the table knew the allocation did not find it.
        if (credentials.IsGood(request.Username)) return Describe(request, allocation);
        table.End(allocation);
        return TurnReply.Refuse(StunErrorCode.Forbidden);
    }

    private bool TryAllocate(
        in TurnRequest request, in RelayWish wish, TimeSpan lifetime, out Allocation allocation, out StunErrorCode refusal)
    {
        var context = request.Context;
        var wanted = new AllocationRequest(
            context.FiveTuple, request.Username, context.Worker, context.Link, request.Message.TransactionId, wish, lifetime);
        return allocator.TryAllocate(wanted, request.Now, out allocation!, out refusal);
    }

    private static bool IsRetransmission(in TurnRequest request, Allocation existing) =>
        existing.CreatedBy == request.Message.TransactionId && existing.Username == request.Username;

    private TurnReply Describe(in TurnRequest request, Allocation allocation)
    {
        var (ipv4, ipv6) = (allocation.IPv4, allocation.IPv6);
        var expires = Math.Max(ipv4?.Expires ?? 0, ipv6?.Expires ?? 0);
        return new TurnReply
        {
            RelayedIPv4 = ipv4?.Advertised,
            RelayedIPv6 = ipv6?.Advertised,
            Lifetime = table.Rules.Left(expires, request.Now),
            Reserved = allocation.Reserved,
            Mapped = request.Context.FiveTuple.Client,
            Failure = allocation.Failure,
        };
    }
}
