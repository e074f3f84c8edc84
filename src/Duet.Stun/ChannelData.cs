using System.Buffers.Binary;

namespace Duet.Stun;

/// <summary>The ChannelData message (RFC 8656 section 12.4): four bytes, a channel number and a length, before what is relayed.</summary>
public static class ChannelData
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderSize = 4;

    private const int LengthOffset = 2;

    /// <summary>
    /// False where this is no ChannelData, or shorter than it says. Over UDP the sender may pad or not (section 12.5), so bytes after the
    /// payload are ignored.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ChannelNumber number, out int payloadLength)
    {
        (number, payloadLength) = (default, 0);
        if (bytes.Length < HeaderSize || (bytes[0] & 0xC0) != 0x40) return false;

        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[LengthOffset..]);
        if (bytes.Length - HeaderSize < length) return false;

        (number, payloadLength) = (new ChannelNumber(BinaryPrimitives.ReadUInt16BigEndian(bytes)), length);
        return true;
    }

    /// <summary>Writes the four bytes.</summary>
    /// <param name="destination">At least 4 bytes.</param>
    /// <param name="number">The channel.</param>
    /// <param name="payloadLength">0 to 65,535 bytes, padding left out.</param>
    public static void WriteHeader(Span<byte> destination, ChannelNumber number, int payloadLength) =>
        BinaryPrimitives.WriteUInt32BigEndian(destination, ((uint)number.Value << 16) | checked((ushort)payloadLength));
}
