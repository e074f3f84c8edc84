using Duet.Stun;

namespace Duet.Turn.Requests;

/// <summary>Finds the comprehension-required attributes that the relay does not know (RFC 8489 section 6.3.1).</summary>
internal static class UnknownRequired
{
    /// <summary>The most that a reply lists: whatever a stranger asks, the answer is short.</summary>
    public const int MaxListed = 32;

    /// <summary>Writes each type once, in the order of the message, and returns how many.</summary>
    public static int Find(in StunMessage message, Span<StunAttributeType> unknown)
    {
        var count = 0;
        foreach (var attribute in message.Attributes)
        {
            if (count == unknown.Length) break;
            if (!IsUnknown(attribute.Type) || unknown[..count].Contains(attribute.Type)) continue;
            unknown[count++] = attribute.Type;
        }

        return count;
    }

    // What RFC 8489 and RFC 8656 define is known in every request: one that has no business there is ignored (RFC 8489 section 6.3).
    private static bool IsUnknown(StunAttributeType type) => type.IsComprehensionRequired() && type is not (
        StunAttributeType.MappedAddress or
        StunAttributeType.Username or
        StunAttributeType.MessageIntegrity or
        StunAttributeType.ErrorCode or
        StunAttributeType.UnknownAttributes or
        StunAttributeType.ChannelNumber or
        StunAttributeType.Lifetime or
        StunAttributeType.XorPeerAddress or
        StunAttributeType.Data or
        StunAttributeType.Realm or
        StunAttributeType.Nonce or
        StunAttributeType.XorRelayedAddress or
        StunAttributeType.RequestedAddressFamily or
        StunAttributeType.EvenPort or
        StunAttributeType.RequestedTransport or
        StunAttributeType.DontFragment or
        StunAttributeType.MessageIntegritySha256 or
        StunAttributeType.PasswordAlgorithm or
        StunAttributeType.Userhash or
        StunAttributeType.XorMappedAddress or
        StunAttributeType.ReservationToken);
}
