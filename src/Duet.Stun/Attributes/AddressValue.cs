using System.Buffers.Binary;

namespace Duet.Stun;

/// <summary>What all attributes with an address have in common (RFC 8489 section 14.1): a zero, the family, the port, the address.</summary>
internal static class AddressValue
{
    private const int FamilyOffset = 1;
    private const int PortOffset = 2;
    private const int AddressOffset = 4;

    public static int LengthOf(in TransportAddress address) => AddressOffset + address.Address.Length;

    /// <summary>False where the family is unknown or the length is not the family's. The first byte is ignored.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out TransportAddress address)
    {
        address = default;
        if (value.Length < AddressOffset) return false;
        if (!InternetAddress.TryRead((InternetAddressFamily)value[FamilyOffset], value[AddressOffset..], out var ip)) return false;

        address = new TransportAddress(ip, BinaryPrimitives.ReadUInt16BigEndian(value[PortOffset..]));
        return true;
    }

    public static void Write(Span<byte> value, in TransportAddress address)
    {
        value[0] = 0;
        value[FamilyOffset] = (byte)address.Family;
        BinaryPrimitives.WriteUInt16BigEndian(value[PortOffset..], address.Port);
        address.Address.WriteTo(value[AddressOffset..]);
    }
}
