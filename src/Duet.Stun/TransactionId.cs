using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Duet.Stun;

/// <summary>What pairs a response with its request: 96 bits that the client chose (RFC 8489 section 6), as a value.</summary>
public readonly record struct TransactionId
{
    /// <summary>Its bytes on the wire.</summary>
    public const int Length = 12;

    private readonly uint _high;
    private readonly ulong _low;

    /// <param name="high">The first 32 bits, in the order of the network.</param>
    /// <param name="low">The last 64 bits.</param>
    public TransactionId(uint high, ulong low) => (_high, _low) = (high, low);

    /// <summary>All 96 bits as a number, in the order of the network.</summary>
    internal UInt128 Bits => new(_high, _low);

    /// <summary>An id that nobody can guess (RFC 8489 section 6).</summary>
    public static TransactionId Random()
    {
        Span<byte> bytes = stackalloc byte[Length];
        RandomNumberGenerator.Fill(bytes);
        return Read(bytes);
    }

    /// <summary>Reads the first 12 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public static TransactionId Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(uint)..]));

    /// <summary>Writes 12 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="destination"/> is too small.</exception>
    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination[sizeof(uint)..], _low);
        BinaryPrimitives.WriteUInt32BigEndian(destination, _high);
    }

    public override string ToString() => $"{_high:x8}{_low:x16}";
}
