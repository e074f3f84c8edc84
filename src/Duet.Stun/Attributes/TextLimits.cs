namespace Duet.Stun;

/// <summary>How long the text of attributes may be, in bytes.</summary>
internal static class TextLimits
{
    /// <summary>USERNAME is less than 509 bytes (RFC 8489 section 14.3).</summary>
    public const int UsernameBytes = 508;

    /// <summary>Fewer than 128 characters, which may be 763 bytes: REALM, NONCE, SOFTWARE, reasons (sections 14.8 to 14.14).</summary>
    public const int QuotedBytes = 763;

    /// <summary>The name of a domain in ALTERNATE-DOMAIN (section 14.16).</summary>
    public const int DomainBytes = 255;

    public static bool TryRead(ReadOnlySpan<byte> value, int limit, out ReadOnlySpan<byte> text)
    {
        text = value.Length <= limit ? value : default;
        return value.Length <= limit;
    }
}
