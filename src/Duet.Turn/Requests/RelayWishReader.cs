using Duet.Stun;
using Duet.Turn.Allocations;

namespace Duet.Turn.Requests;

/// <summary>Reads which relayed addresses an Allocate request asks for. The numbers are those of the list in RFC 8656 section 7.2.</summary>
internal sealed class RelayWishReader(TurnOptions options, Allocator allocator)
{
    // What ADDITIONAL-ADDRESS-FAMILY was in a draft; coturn's client sends it to this day.
    private const StunAttributeType DraftAdditionalAddressFamily = (StunAttributeType)0x8032;

    /// <summary>False with 400 or 440 where it asks for what cannot be.</summary>
    public bool TryRead(in StunMessage message, out RelayWish wish, out StunErrorCode refusal)
    {
        (wish, refusal) = (default, StunErrorCode.BadRequest);
        var hasEvenPort = message.TryFind(StunAttributeType.EvenPort, out var evenPort);
        var hasFamily = message.TryFind(StunAttributeType.RequestedAddressFamily, out var requested);
        var hasAdditional = TryFindAdditional(message, out var additional);

        // 5. A token says all. Whether there is such a reservation is seen when it is taken: 508.
        if (message.TryFind(StunAttributeType.ReservationToken, out var reserved))
        {
            if (hasEvenPort || hasFamily || hasAdditional || !ReservationToken.TryRead(reserved.Value, out var token)) return false;
            wish = new RelayWish(null, PortParity.Any, token);
            return true;
        }

        // 6. One family, or one more than the first.
        if (hasFamily && hasAdditional) return false;

        // 7. IPv4 where nothing is said. A wish for both is item 9's: there, a family that is not served costs only its half.
        var family = InternetAddressFamily.IPv4;
        if (hasFamily && !RequestedAddressFamily.TryRead(requested.Value, out family)) return false;
        if (!hasAdditional && !Serves(family))
        {
            refusal = StunErrorCode.AddressFamilyNotSupported;
            return false;
        }

        // 8. The next port can be kept of one family only.
        var parity = PortParity.Any;
        if (hasEvenPort && !TryReadParity(evenPort.Value, out parity)) return false;
        if (hasAdditional && parity is PortParity.EvenAndNext) return false;

        // 9. IPv6 is the only one that can be additional.
        if (hasAdditional && !IsIPv6(additional.Value)) return false;

        wish = new RelayWish(hasAdditional ? null : family, parity, null);
        return true;
    }

    private bool TryFindAdditional(in StunMessage message, out StunAttribute additional) =>
        message.TryFind(StunAttributeType.AdditionalAddressFamily, out additional)
        || (options.LegacyAttributes && message.TryFind(DraftAdditionalAddressFamily, out additional));

    private bool Serves(InternetAddressFamily family) =>
        family is InternetAddressFamily.IPv4 or InternetAddressFamily.IPv6 && allocator.Serves(family);

    private static bool TryReadParity(ReadOnlySpan<byte> value, out PortParity parity)
    {
        var isRead = EvenPort.TryRead(value, out var reservesNext);
        parity = reservesNext ? PortParity.EvenAndNext : PortParity.Even;
        return isRead;
    }

    private static bool IsIPv6(ReadOnlySpan<byte> value) =>
        AdditionalAddressFamily.TryRead(value, out var family) && family is InternetAddressFamily.IPv6;
}
