using Duet.Stun;
using Duet.Turn.Allocations;

namespace Duet.Turn.Requests;

/// <summary>What a handler decided: a refusal, or a success and what it tells. Nothing of it is on the heap.</summary>
internal readonly record struct TurnReply
{
    /// <summary>A success that has nothing to tell.</summary>
    public static TurnReply Success => default;

    /// <summary>Null for a success.</summary>
    public StunErrorCode? Refusal { get; init; }

    public TransportAddress? RelayedIPv4 { get; init; }

    public TransportAddress? RelayedIPv6 { get; init; }

    public TimeSpan? Lifetime { get; init; }

    public TransportAddress? Mapped { get; init; }

    public ReservationToken? Reserved { get; init; }

    public AddressFailure? Failure { get; init; }

    public static TurnReply Refuse(StunErrorCode code) => new() { Refusal = code };

    /// <summary>Adds the attributes in the order in which RFC 8656 section 7.2 names them.</summary>
    public void AddTo(ref StunMessageWriter writer)
    {
        if (Refusal is { } refusal) writer.AddErrorCode(refusal);
        if (RelayedIPv4 is { } ipv4) writer.AddXorAddress(StunAttributeType.XorRelayedAddress, ipv4);
        if (RelayedIPv6 is { } ipv6) writer.AddXorAddress(StunAttributeType.XorRelayedAddress, ipv6);
        if (Lifetime is { } lifetime) writer.AddLifetime(lifetime);
        if (Reserved is { } token) writer.AddReservationToken(token);
        if (Mapped is { } mapped) writer.AddXorAddress(StunAttributeType.XorMappedAddress, mapped);
        if (Failure is { } failure) writer.AddAddressErrorCode(failure.Family, failure.Code);
    }
}
