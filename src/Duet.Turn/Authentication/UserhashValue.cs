using System.Buffers.Binary;
using Duet.Stun;

namespace Duet.Turn.Authentication;

/// <summary>The 32 bytes of a USERHASH (RFC 8489 section 14.4), as a value that can be looked up.</summary>
internal readonly record struct UserhashValue(UInt128 High, UInt128 Low)
{
    private const int HalfBytes = Userhash.Length / 2;

    public static UserhashValue Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[HalfBytes..]));

    public static UserhashValue Of(string username, string realm)
    {
        Span<byte> bytes = stackalloc byte[Userhash.Length];
        Userhash.Compute(username, realm, bytes);
        return Read(bytes);
    }
}
