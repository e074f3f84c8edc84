using Duet.Stun;

namespace Duet.Turn.Peers;

/// <summary>Finds the IPv4 address that an IPv6 address carries. Some gateway or system may deliver the packet there.</summary>
internal static class EmbeddedIPv4
{
    private const int EmbeddedBits = 32;
    private const int SixToFourShift = 80;

    // Everything but the lowest 32 bits, as a number.
    private static readonly UInt128 _compatible = UInt128.Zero;                    // ::/96, RFC 4291 section 2.5.5.1
    private static readonly UInt128 _mapped = 0xFFFF;                              // ::ffff:0:0/96, RFC 4291 section 2.5.5.2
    private static readonly UInt128 _translated = (UInt128)0xFFFF << 16;           // ::ffff:0:0:0/96, RFC 2765 section 2.1
    private static readonly UInt128 _nat64 = (UInt128)0x0064_FF9B << 64;           // 64:ff9b::/96, RFC 6052 section 2.1

    private const uint SixToFour = 0x2002;                                         // 2002::/16, RFC 3056 section 2
    private const uint Isatap = 0x0000_5EFE;                                       // RFC 5214 section 6.1, and with the "universal" bit:
    private const uint IsatapUniversal = 0x0200_5EFE;

    /// <summary>
    /// False for an address that carries none. Teredo (2001::/32, RFC 4380) and local NAT64 (64:ff9b:1::/48, RFC 8215) are not looked
    /// into: <see cref="SpecialPurpose"/> has them whole.
    /// </summary>
    public static bool TryRead(in InternetAddress address, out InternetAddress embedded)
    {
        embedded = default;
        if (address.Family is not InternetAddressFamily.IPv6) return false;

        if (IsIn96(address.Bits) || IsIsatap(address.Bits)) embedded = InternetAddress.IPv4((uint)address.Bits);
        else if ((uint)(address.Bits >> 112) == SixToFour) embedded = InternetAddress.IPv4((uint)(address.Bits >> SixToFourShift));
        else return false;

        return true;
    }

    /// <summary>An IPv4-mapped address as the IPv4 address that it stands for in a socket; any other as it is.</summary>
    public static InternetAddress Unmap(in InternetAddress address) =>
        address.Family is InternetAddressFamily.IPv6 && address.Bits >> EmbeddedBits == _mapped
            ? InternetAddress.IPv4((uint)address.Bits)
            : address;

    /// <summary>Whether this is a way of writing an IPv4 address and nothing else, so that its meaning is that address's.</summary>
    public static bool IsOnlyThat(in InternetAddress address) => address.Family is InternetAddressFamily.IPv6 && IsIn96(address.Bits);

    private static bool IsIn96(UInt128 bits)
    {
        var prefix = bits >> EmbeddedBits;
        return prefix == _mapped || prefix == _translated || prefix == _nat64
            || (prefix == _compatible && bits > 1); // :: and ::1 are no IPv4 addresses
    }

    private static bool IsIsatap(UInt128 bits) => (uint)(bits >> EmbeddedBits) is Isatap or IsatapUniversal;
}
