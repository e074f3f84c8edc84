using Duet.Stun;

namespace Duet.Turn.Tests.Peers;

/// <summary>The ways to write an IPv4 address inside of an IPv6 address.</summary>
internal static class Spellings
{
    /// <summary>Those that are judged as the IPv4 address that they carry, by name.</summary>
    public static IReadOnlyDictionary<string, Func<uint, InternetAddress>> Judged { get; } = new Dictionary<string, Func<uint, InternetAddress>>
    {
        ["mapped"] = ipv4 => Under96("::ffff:0:0", ipv4),
        ["translated"] = ipv4 => Under96("::ffff:0:0:0", ipv4),
        ["NAT64"] = ipv4 => Under96("64:ff9b::", ipv4),
        ["6to4"] = ipv4 => InternetAddress.IPv6(Addresses.Bits("2002::1") | ((UInt128)ipv4 << 80)),
        ["ISATAP"] = ipv4 => Under96("2a00:1450:1:2:0:5efe::", ipv4),
        ["ISATAP, universal"] = ipv4 => Under96("2a00:1450:1:2:200:5efe::", ipv4),
    };

    /// <summary>Those that are denied whatever they carry.</summary>
    public static IReadOnlyDictionary<string, Func<uint, InternetAddress>> Denied { get; } = new Dictionary<string, Func<uint, InternetAddress>>
    {
        ["local NAT64"] = ipv4 => Under96("64:ff9b:1::", ipv4),
        ["local NAT64, /48 form"] = ipv4 => InternetAddress.IPv6(
            Addresses.Bits("64:ff9b:1::") | ((UInt128)(ipv4 >> 16) << 64) | ((UInt128)(ushort)ipv4 << 40)), // RFC 6052 section 2.2
        ["Teredo client"] = ipv4 => Under96("2001:0:4136:e378:8000:63bf::", ~ipv4), // RFC 4380 section 4: inverted
        ["Teredo server"] = ipv4 => InternetAddress.IPv6(Addresses.Bits("2001::8000:63bf:3fff:fdd2") | ((UInt128)ipv4 << 64)),
        ["link-local ISATAP"] = ipv4 => Under96("fe80::5efe:0:0", ipv4),
        ["unique local ISATAP"] = ipv4 => Under96("fd00::200:5efe:0:0", ipv4),
    };

    /// <summary>RFC 4291 section 2.5.5.1. Not for 0.0.0.0 and 0.0.0.1, which are <c>::</c> and <c>::1</c>.</summary>
    public static InternetAddress Compatible(uint ipv4) => InternetAddress.IPv6(ipv4);

    private static InternetAddress Under96(string prefix, uint ipv4) => InternetAddress.IPv6(Addresses.Bits(prefix) | ipv4);
}
