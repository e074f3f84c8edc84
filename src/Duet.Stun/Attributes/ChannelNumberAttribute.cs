using System.Buffers.Binary;

namespace Duet.Stun;

/// <summary>CHANNEL-NUMBER (RFC 8656 section 18.1): the number, and two bytes that are zero and ignored.</summary>
public static class ChannelNumberAttribute
{
    internal const int Length = 4;

    /// <summary>False where the length is not 4. The number may be one that cannot be bound.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out ChannelNumber number)
    {
        number = value.Length == Length ? new ChannelNumber(BinaryPrimitives.ReadUInt16BigEndian(value)) : default;
        return value.Length == Length;
    }

    internal static void Write(Span<byte> value, ChannelNumber number) =>
        BinaryPrimitives.WriteUInt32BigEndian(value, (uint)number.Value << 16);
}
