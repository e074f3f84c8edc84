using Duet.Stun;

namespace Duet.Turn.Peers;

/// <summary>
/// Every range of IANA's IPv4 and IPv6 special-purpose address registries (RFC 6890, RFC 8190), multicast, and addresses inside public
/// ranges at which clouds serve their guests. No peer of a call lives there.
/// </summary>
internal static class SpecialPurpose
{
    private static readonly AddressRange[] _ipv4 =
    [
        .. new[]
        {
            "0.0.0.0/8",          // this network, RFC 791 section 3.2: Linux delivers 0.0.0.0 to itself
            "10.0.0.0/8",         // private use, RFC 1918
            "100.64.0.0/10",      // carriers' NAT, RFC 6598; 100.100.100.200 is a cloud's metadata service
            "127.0.0.0/8",        // loopback, RFC 1122 section 3.2.1.3
            "168.63.129.16/32",   // a cloud's platform services, in a public range
            "169.254.0.0/16",     // link-local, RFC 3927; 169.254.169.254 is most clouds' metadata service
            "172.16.0.0/12",      // private use, RFC 1918
            "192.0.0.0/24",       // protocol assignments, RFC 6890 section 2.1
            "192.0.2.0/24",       // documentation, RFC 5737
            "192.31.196.0/24",    // AS112, RFC 7535
            "192.52.193.0/24",    // automatic multicast tunneling, RFC 7450
            "192.88.99.0/24",     // 6to4 relays, RFC 7526
            "192.168.0.0/16",     // private use, RFC 1918
            "192.175.48.0/24",    // AS112, RFC 7534
            "198.18.0.0/15",      // benchmarks, RFC 2544
            "198.51.100.0/24",    // documentation, RFC 5737
            "203.0.113.0/24",     // documentation, RFC 5737
            "224.0.0.0/4",        // multicast, RFC 5771
            "240.0.0.0/4",        // reserved, RFC 1112 section 4, and broadcast, RFC 8190
        }.Select(AddressRange.Parse),
    ];

    // All that IANA gives out as global unicast, RFC 4291 section 2.4. Outside of it are loopback, unspecified, discard-only (RFC 6666),
    // dummy (RFC 9780), local NAT64 (RFC 8215), segment identifiers (RFC 9602), unique local (RFC 4193), link-local, site-local (RFC
    // 3879), multicast, and what has no use yet.
    private static readonly AddressRange _ipv6GlobalUnicast = AddressRange.Parse("2000::/3");

    private static readonly AddressRange[] _ipv6 =
    [
        .. new[]
        {
            "2001::/23",          // protocol assignments, RFC 2928: Teredo, benchmarks, ORCHID, DRIP, anycast
            "2001:db8::/32",      // documentation, RFC 3849
            "2620:4f:8000::/48",  // AS112, RFC 7534
            "3fff::/20",          // documentation, RFC 9637
        }.Select(AddressRange.Parse),
    ];

    /// <summary>An address that is only a spelling of an IPv4 address is not judged here: that IPv4 address is.</summary>
    public static bool Contains(in InternetAddress address) => address.Family switch
    {
        InternetAddressFamily.IPv4 => IsInAny(_ipv4, address),
        InternetAddressFamily.IPv6 when EmbeddedIPv4.IsOnlyThat(address) => false,
        InternetAddressFamily.IPv6 => !_ipv6GlobalUnicast.Contains(address) || IsInAny(_ipv6, address),
        _ => true,
    };

    private static bool IsInAny(AddressRange[] ranges, in InternetAddress address)
    {
        foreach (ref readonly var range in ranges.AsSpan())
        {
            if (range.Contains(address)) return true;
        }

        return false;
    }
}
