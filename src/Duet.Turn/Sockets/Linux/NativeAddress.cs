using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Duet.Stun;

namespace Duet.Turn.Sockets.Linux;

/// <summary><c>struct sockaddr_in</c> or <c>sockaddr_in6</c>, on a little-endian system.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct NativeAddress
{
    /// <summary>AF_INET.</summary>
    public const ushort IPv4Family = 2;

    /// <summary>AF_INET6.</summary>
    public const ushort IPv6Family = 10;

    /// <summary>The larger of the two sizes, for what the kernel fills in.</summary>
    public const uint MaxLength = IPv6Length;

    private const uint IPv4Length = 16;
    private const uint IPv6Length = 28;

    [FieldOffset(0)] private readonly ushort _family;
    [FieldOffset(2)] private readonly ushort _port;
    [FieldOffset(4)] private readonly uint _ipv4; // In an IPv6 address the flow label, which stays 0.
    [FieldOffset(8)] private readonly ulong _ipv6High;
    [FieldOffset(16)] private readonly ulong _ipv6Low;

    public NativeAddress(in TransportAddress address)
    {
        var bits = address.Address.Bits;
        _port = BinaryPrimitives.ReverseEndianness(address.Port);
        if (address.Family is InternetAddressFamily.IPv4)
        {
            _family = IPv4Family;
            _ipv4 = BinaryPrimitives.ReverseEndianness((uint)bits);
            return;
        }

        _family = IPv6Family;
        _ipv6High = BinaryPrimitives.ReverseEndianness((ulong)(bits >> 64));
        _ipv6Low = BinaryPrimitives.ReverseEndianness((ulong)bits);
    }

    public readonly ushort Family => _family;

    public readonly uint Length => _family is IPv4Family ? IPv4Length : IPv6Length;

    public readonly TransportAddress ToTransportAddress() => new(ToInternetAddress(), BinaryPrimitives.ReverseEndianness(_port));

    private readonly InternetAddress ToInternetAddress() => _family is IPv4Family
        ? InternetAddress.IPv4(BinaryPrimitives.ReverseEndianness(_ipv4))
        : InternetAddress.IPv6(new UInt128(BinaryPrimitives.ReverseEndianness(_ipv6High), BinaryPrimitives.ReverseEndianness(_ipv6Low)));
}
