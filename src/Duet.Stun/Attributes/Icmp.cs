using System.Buffers.Binary;

namespace Duet.Stun;

/// <summary>ICMP (RFC 8656 section 18.13): an error that a packet to a peer came back with.</summary>
/// <param name="Type">The type of ICMP or ICMPv6, as the family of the peer's address has it.</param>
/// <param name="Code">The code of ICMP or ICMPv6.</param>
/// <param name="Data">The four bytes of error data, in the order of the network: the path MTU of "too big", else 0.</param>
public readonly record struct Icmp(byte Type, byte Code, uint Data)
{
    internal const int Length = 8;

    // The figure of section 18.13 draws 7 bits for the type and 9 for the code. They are 8 and 8 everywhere in ICMP, and here.
    private const int TypeOffset = 2;
    private const int CodeOffset = 3;
    private const int DataOffset = 4;

    /// <summary>False where the length is not 8. The first two bytes are ignored.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out Icmp icmp)
    {
        icmp = default;
        if (value.Length != Length) return false;
        icmp = new Icmp(value[TypeOffset], value[CodeOffset], BinaryPrimitives.ReadUInt32BigEndian(value[DataOffset..]));
        return true;
    }

    internal void WriteTo(Span<byte> value)
    {
        value[..TypeOffset].Clear();
        value[TypeOffset] = Type;
        value[CodeOffset] = Code;
        BinaryPrimitives.WriteUInt32BigEndian(value[DataOffset..], Data);
    }
}
