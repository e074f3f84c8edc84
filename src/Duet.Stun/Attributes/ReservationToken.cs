using System.Buffers.Binary;

namespace Duet.Stun;

/// <summary>RESERVATION-TOKEN (RFC 8656 section 18.10): names a port that the server keeps.</summary>
/// <param name="Value">Its 8 bytes, in the order of the network.</param>
public readonly record struct ReservationToken(ulong Value)
{
    /// <summary>Its bytes on the wire.</summary>
    public const int Length = 8;

    /// <summary>False where the length is not 8.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out ReservationToken token)
    {
        token = value.Length == Length ? new ReservationToken(BinaryPrimitives.ReadUInt64BigEndian(value)) : default;
        return value.Length == Length;
    }

    /// <summary>Writes 8 bytes.</summary>
    public void WriteTo(Span<byte> destination) => BinaryPrimitives.WriteUInt64BigEndian(destination, Value);

    public override string ToString() => $"{Value:x16}";
}
