using Duet.Stun;
using Duet.Turn.Requests;

namespace Duet.Turn.Relay;

/// <summary>What a Send indication says (RFC 8656 section 11.1).</summary>
internal static class SendIndication
{
    /// <summary>
    /// False where the peer or the data is missing (RFC 8656 section 11.2), or where something must be understood that is not (RFC 8489
    /// section 6.3.2).
    /// </summary>
    public static bool TryRead(in StunMessage indication, out TransportAddress peer, out ReadOnlySpan<byte> payload)
    {
        peer = default;
        payload = default;
        var (hasPeer, hasData, hasOther) = (false, false, false);
        foreach (var attribute in indication.Attributes)
        {
            switch (attribute.Type)
            {
                case StunAttributeType.XorPeerAddress when !hasPeer:
                    hasPeer = XorAddress.TryRead(attribute.Value, indication.TransactionId, out peer);
                    if (!hasPeer) return false;
                    break;
                case StunAttributeType.Data when !hasData:
                    hasData = true;
                    payload = attribute.Value;
                    break;
                case StunAttributeType.XorPeerAddress or StunAttributeType.Data or StunAttributeType.DontFragment:
                    break;
                default:
                    hasOther |= attribute.Type.IsComprehensionRequired();
                    break;
            }
        }

        return hasPeer && hasData && !(hasOther && HasUnknown(indication));
    }

    // One that is known, MESSAGE-INTEGRITY for example, is ignored here, not refused (RFC 8489 section 6.3).
    private static bool HasUnknown(in StunMessage indication)
    {
        Span<StunAttributeType> unknown = stackalloc StunAttributeType[1];
        return UnknownRequired.Find(indication, unknown) > 0;
    }
}
