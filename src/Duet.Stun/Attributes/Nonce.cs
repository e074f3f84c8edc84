namespace Duet.Stun;

/// <summary>NONCE (RFC 8489 section 14.10): what the server made up, so that a request cannot be repeated for long.</summary>
public static class Nonce
{
    /// <summary>The most bytes that it may have.</summary>
    public const int MaxLength = TextLimits.QuotedBytes;

    /// <summary>False where the text is longer than <see cref="MaxLength"/>. It is UTF-8 by contract, which is not looked at.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> utf8) => TextLimits.TryRead(value, MaxLength, out utf8);
}
