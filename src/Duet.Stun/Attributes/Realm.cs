namespace Duet.Stun;

/// <summary>REALM (RFC 8489 section 14.9): what the user name belongs to.</summary>
public static class Realm
{
    /// <summary>The most bytes that it may have.</summary>
    public const int MaxLength = TextLimits.QuotedBytes;

    /// <summary>False where the text is longer than <see cref="MaxLength"/>. It is UTF-8 by contract, which is not looked at.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> utf8) => TextLimits.TryRead(value, MaxLength, out utf8);
}
