namespace Duet.Stun;

/// <summary>USERNAME (RFC 8489 section 14.3): who sends the message.</summary>
public static class Username
{
    /// <summary>The most bytes that it may have.</summary>
    public const int MaxLength = TextLimits.UsernameBytes;

    /// <summary>False where the text is longer than <see cref="MaxLength"/>. It is UTF-8 by contract, which is not looked at.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> utf8) => TextLimits.TryRead(value, MaxLength, out utf8);
}
