using System.Net;
using Duet.Stun;

namespace Duet.Turn.Peers;

/// <summary>All addresses that begin with the same bits (RFC 4632 section 3.1, RFC 4291 section 2.3).</summary>
internal readonly record struct AddressRange
{
    private const int IPv4Bits = 32;
    private const int IPv6Bits = 128;
    private const int MappedPrefixLength = IPv6Bits - IPv4Bits;

    private readonly InternetAddress _first;
    private readonly UInt128 _mask;

    private AddressRange(InternetAddress first, int prefixLength)
    {
        var hostBits = (first.Family is InternetAddressFamily.IPv4 ? IPv4Bits : IPv6Bits) - prefixLength;
        _first = first;
        _mask = hostBits == IPv6Bits ? UInt128.Zero : UInt128.MaxValue << hostBits;
        PrefixLength = prefixLength;
    }

    /// <summary>How many bits are the same, 0 to 32 or 0 to 128.</summary>
    public int PrefixLength { get; }

    /// <summary>A range of IPv4-mapped IPv6 addresses becomes the range of the IPv4 addresses that they stand for.</summary>
    public static AddressRange From(IPNetwork network)
    {
        var first = InternetAddress.From(network.BaseAddress);
        return network.BaseAddress.IsIPv4MappedToIPv6 && network.PrefixLength >= MappedPrefixLength
            ? new AddressRange(InternetAddress.IPv4((uint)first.Bits), network.PrefixLength - MappedPrefixLength)
            : new AddressRange(first, network.PrefixLength);
    }

    /// <exception cref="FormatException">Not a network in CIDR notation.</exception>
    public static AddressRange Parse(string network) => From(IPNetwork.Parse(network));

    public bool Contains(in InternetAddress address) =>
        address.Family == _first.Family && ((address.Bits ^ _first.Bits) & _mask) == 0;
}
