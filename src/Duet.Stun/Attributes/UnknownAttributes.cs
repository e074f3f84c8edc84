using System.Buffers.Binary;

namespace Duet.Stun;

/// <summary>UNKNOWN-ATTRIBUTES (RFC 8489 section 14.13): the types that a 420 is about. A view, not a copy.</summary>
public readonly ref struct UnknownAttributes
{
    private readonly ReadOnlySpan<byte> _value;

    private UnknownAttributes(ReadOnlySpan<byte> value) => _value = value;

    public int Count => _value.Length / sizeof(ushort);

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not below <see cref="Count"/>.</exception>
    public StunAttributeType this[int index] =>
        (StunAttributeType)BinaryPrimitives.ReadUInt16BigEndian(_value.Slice(index * sizeof(ushort), sizeof(ushort)));

    /// <summary>False where the length is odd.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out UnknownAttributes types)
    {
        var isWhole = value.Length % sizeof(ushort) == 0;
        types = isWhole ? new UnknownAttributes(value) : default;
        return isWhole;
    }

    internal static void Write(Span<byte> value, ReadOnlySpan<StunAttributeType> types)
    {
        for (var i = 0; i < types.Length; i++) BinaryPrimitives.WriteUInt16BigEndian(value[(i * sizeof(ushort))..], (ushort)types[i]);
    }
}
