namespace Duet.Stun;

public static class StunAttributeTypeExtensions
{
    private const ushort FirstOptional = 0x8000;

    /// <summary>Whether a message with this attribute may only be acted upon by who knows it (RFC 8489 section 14).</summary>
    public static bool IsComprehensionRequired(this StunAttributeType type) => (ushort)type < FirstOptional;
}
