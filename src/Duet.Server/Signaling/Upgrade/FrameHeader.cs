using System.Buffers.Binary;

namespace Duet.Server.Signaling.Upgrade;

/// <summary>The header of a frame that a client sent (RFC 6455 section 5.2).</summary>
internal readonly record struct FrameHeader(FrameOpcode Opcode, bool IsFinal, long PayloadBytes, uint MaskingKey)
{
    /// <summary>The longest header: two bytes, a length of eight and the masking key.</summary>
    public const int MaxBytes = 14;

    private const int MaskBytes = sizeof(uint);
    private const byte FinalBit = 0x80;
    private const byte MaskBit = 0x80;
    private const byte ReservedBits = 0x70;
    private const int MaxControlPayloadBytes = 125;

    /// <summary>Control frames stand between the fragments of a message and are never fragmented themselves (section 5.5).</summary>
    public bool IsControl => Opcode >= FrameOpcode.Close;

    /// <summary>Reads a header. <paramref name="headerBytes"/> is its length, or 0 where it has not arrived whole.</summary>
    /// <returns>False where the client breaks the protocol: the connection has to be failed.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FrameHeader header, out int headerBytes)
    {
        header = default;
        headerBytes = 0;
        if (bytes.Length < 2) return true;

        var opcode = (FrameOpcode)(bytes[0] & 0x0F);
        var isFinal = (bytes[0] & FinalBit) != 0;
        var length7 = bytes[1] & 0x7F;
        if ((bytes[0] & ReservedBits) != 0 || (bytes[1] & MaskBit) == 0 || !IsKnown(opcode)) return false;
        if (opcode >= FrameOpcode.Close && (!isFinal || length7 > MaxControlPayloadBytes)) return false;

        var lengthBytes = length7 switch { 126 => sizeof(ushort), 127 => sizeof(ulong), _ => 0 };
        var wholeBytes = 2 + lengthBytes + MaskBytes;
        if (bytes.Length < wholeBytes) return true;

        var payloadBytes = lengthBytes switch
        {
            sizeof(ushort) => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            sizeof(ulong) => BinaryPrimitives.ReadInt64BigEndian(bytes[2..]),
            _ => length7,
        };
        if (payloadBytes < 0) return false; // The most significant bit must be 0.

        header = new FrameHeader(opcode, isFinal, payloadBytes, BinaryPrimitives.ReadUInt32LittleEndian(bytes[(wholeBytes - MaskBytes)..]));
        headerBytes = wholeBytes;
        return true;
    }

    /// <summary>Writes the header of a frame of ours: final, and never masked. Returns its length, 2 or 4 or 10 bytes.</summary>
    public static int Write(Span<byte> destination, FrameOpcode opcode, int payloadBytes)
    {
        destination[0] = (byte)(FinalBit | (byte)opcode);
        if (payloadBytes <= MaxControlPayloadBytes)
        {
            destination[1] = (byte)payloadBytes;
            return 2;
        }

        if (payloadBytes <= ushort.MaxValue)
        {
            destination[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)payloadBytes);
            return 4;
        }

        destination[1] = 127;
        BinaryPrimitives.WriteUInt64BigEndian(destination[2..], (ulong)payloadBytes);
        return 10;
    }

    private static bool IsKnown(FrameOpcode opcode) => opcode <= FrameOpcode.Binary || opcode is >= FrameOpcode.Close and <= FrameOpcode.Pong;
}
