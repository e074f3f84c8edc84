using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Duet.Stun;

/// <summary>
/// An IPv4 or IPv6 address as a value, which takes nothing from the heap. An IPv4-mapped IPv6 address is an IPv6 address here: what it
/// means is for the relay's policy to say.
/// </summary>
public readonly record struct InternetAddress
{
    private const int IPv4Bytes = 4;
    private const int IPv6Bytes = 16;

    // Two halves, for a UInt128 is aligned to 16 bytes and would make every address 32 bytes long.
    private readonly ulong _high;
    private readonly ulong _low;

    private InternetAddress(InternetAddressFamily family, UInt128 bits)
    {
        Family = family;
        (_high, _low) = ((ulong)(bits >> 64), (ulong)bits);
    }

    public InternetAddressFamily Family { get; }

    /// <summary>The address as a number in the order of the network: an IPv4 address in the lowest 32 bits.</summary>
    public UInt128 Bits => new(_high, _low);

    /// <summary>Its size on the wire, 4 or 16 bytes.</summary>
    public int Length => Family is InternetAddressFamily.IPv4 ? IPv4Bytes : IPv6Bytes;

    /// <summary>Whether this is the wildcard, <c>0.0.0.0</c> or <c>::</c>.</summary>
    public bool IsUnspecified => (_high | _low) == 0;

    public static InternetAddress IPv4(uint bits) => new(InternetAddressFamily.IPv4, bits);

    public static InternetAddress IPv6(UInt128 bits) => new(InternetAddressFamily.IPv6, bits);

    /// <exception cref="ArgumentException">Neither IPv4 nor IPv6.</exception>
    public static InternetAddress From(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[IPv6Bytes];
        if (!address.TryWriteBytes(bytes, out var length)) throw new ArgumentException("Not an internet address.", nameof(address));

        var family = address.AddressFamily is AddressFamily.InterNetwork ? InternetAddressFamily.IPv4 : InternetAddressFamily.IPv6;
        return TryRead(family, bytes[..length], out var value) ? value : throw new ArgumentException("Not an internet address.", nameof(address));
    }

    /// <summary>False where <paramref name="bytes"/> has not the family's length.</summary>
    public static bool TryRead(InternetAddressFamily family, ReadOnlySpan<byte> bytes, out InternetAddress address)
    {
        switch (family)
        {
            case InternetAddressFamily.IPv4 when bytes.Length == IPv4Bytes:
                address = IPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes));
                return true;
            case InternetAddressFamily.IPv6 when bytes.Length == IPv6Bytes:
                address = IPv6(BinaryPrimitives.ReadUInt128BigEndian(bytes));
                return true;
            default:
                address = default;
                return false;
        }
    }

    /// <summary>Writes <see cref="Length"/> bytes, in the order of the network.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="destination"/> is too small.</exception>
    public void WriteTo(Span<byte> destination)
    {
        if (Family is InternetAddressFamily.IPv4) BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)_low);
        else BinaryPrimitives.WriteUInt128BigEndian(destination, Bits);
    }

    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[IPv6Bytes];
        WriteTo(bytes);
        return new IPAddress(bytes[..Length]);
    }

    /// <summary>Seeded anew in each process: whoever sends packets chooses addresses, and shall not choose which of them collide.</summary>
    public override int GetHashCode() => HashCode.Combine(Family, _high, _low);

    public override string ToString() => ToIPAddress().ToString();
}
