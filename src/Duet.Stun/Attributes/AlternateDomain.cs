namespace Duet.Stun;

/// <summary>ALTERNATE-DOMAIN (RFC 8489 section 14.16): the name that the certificate of an alternate server has.</summary>
public static class AlternateDomain
{
    /// <summary>The most bytes that it may have.</summary>
    public const int MaxLength = TextLimits.DomainBytes;

    /// <summary>False where the text is longer than <see cref="MaxLength"/>. It is UTF-8 by contract, which is not looked at.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> utf8) => TextLimits.TryRead(value, MaxLength, out utf8);
}
