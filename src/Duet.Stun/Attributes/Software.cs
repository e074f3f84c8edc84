namespace Duet.Stun;

/// <summary>SOFTWARE (RFC 8489 section 14.14): what the sender is, for people who read traces.</summary>
public static class Software
{
    /// <summary>The most bytes that it may have.</summary>
    public const int MaxLength = TextLimits.QuotedBytes;

    /// <summary>False where the text is longer than <see cref="MaxLength"/>. It is UTF-8 by contract, which is not looked at.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> utf8) => TextLimits.TryRead(value, MaxLength, out utf8);
}
