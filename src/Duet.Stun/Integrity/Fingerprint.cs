using System.Buffers.Binary;

namespace Duet.Stun;

/// <summary>FINGERPRINT (RFC 8489 section 14.7): a CRC-32 that tells STUN from other protocols. It proves nothing about the sender.</summary>
public static class Fingerprint
{
    internal const int Length = 4;
    private const uint Mask = 0x5354554E; // "STUN", for protocols that have a CRC-32 of their own

    /// <summary>False where the message has none, it is not the last attribute, or the checksum is another.</summary>
    public static bool Verify(in StunMessage message) =>
        message.TryFind(StunAttributeType.Fingerprint, out var attribute)
        && attribute.Value.Length == Length
        && attribute.End == message.Bytes.Length
        && BinaryPrimitives.ReadUInt32BigEndian(attribute.Value) == Compute(message.Bytes[..attribute.Offset]);

    internal static void Write(Span<byte> value, ReadOnlySpan<byte> covered) => BinaryPrimitives.WriteUInt32BigEndian(value, Compute(covered));

    private static uint Compute(ReadOnlySpan<byte> covered) => Crc32.Compute(covered) ^ Mask;
}
