namespace Duet.Stun;

/// <summary>The 20 bytes that every message begins with (RFC 8489 section 5): type, length, magic cookie, transaction id.</summary>
public static class StunHeader
{
    /// <summary>Bytes of the header.</summary>
    public const int Size = 20;

    /// <summary>What tells STUN from other protocols on the same port.</summary>
    public const uint MagicCookie = 0x2112A442;

    /// <summary>The most bytes that may follow the header: its length field has 16 bits, and counts in steps of 4.</summary>
    public const int MaxAttributeBytes = ushort.MaxValue & ~3;

    internal const int LengthOffset = 2;
    internal const int CookieOffset = 4;
    internal const int TransactionIdOffset = 8;

    /// <summary>The bits of the class lie between those of the method (RFC 8489 section 5, figure 3).</summary>
    internal static ushort Type(StunClass messageClass, StunMethod method)
    {
        var (c, m) = ((int)messageClass, (int)method);
        return (ushort)(((m & 0xF80) << 2) | ((m & 0x070) << 1) | (m & 0x00F) | ((c & 2) << 7) | ((c & 1) << 4));
    }

    internal static StunClass ClassOf(ushort type) => (StunClass)(((type >> 7) & 2) | ((type >> 4) & 1));

    internal static StunMethod MethodOf(ushort type) => (StunMethod)(((type >> 2) & 0xF80) | ((type >> 1) & 0x070) | (type & 0x00F));
}
