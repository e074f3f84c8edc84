using System.Buffers.Binary;

namespace Duet.Load.Connections;

/// <summary>
/// Builds masked frames. The mask is always the same one: a server unmasks it at the full price, and a prepared frame is patched in place
/// without masking all of it again.
/// </summary>
internal static class ClientFrame
{
    private const byte Final = 0x80;
    private const byte Masked = 0x80;
    private const int MaskBytes = 4;

    private static ReadOnlySpan<byte> Mask => [0x37, 0xfa, 0x21, 0x3d];

    public static byte[] Create(WebSocketOpcode opcode, ReadOnlySpan<byte> payload)
    {
        var header = HeaderBytes(payload.Length);
        var frame = new byte[header + payload.Length];
        frame[0] = (byte)(Final | (int)opcode);
        if (payload.Length < 126)
        {
            frame[1] = (byte)(Masked | payload.Length);
        }
        else
        {
            frame[1] = Masked | 126;
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), checked((ushort)payload.Length));
        }

        Mask.CopyTo(frame.AsSpan(header - MaskBytes));
        Patch(frame, header, 0, payload);
        return frame;
    }

    /// <summary>Bytes in front of a payload: two, the 16-bit length where it is needed, and the mask.</summary>
    public static int HeaderBytes(int payloadBytes) => 2 + (payloadBytes < 126 ? 0 : 2) + MaskBytes;

    /// <summary>Overwrites payload bytes from <paramref name="offset"/> on, masked.</summary>
    public static void Patch(Span<byte> frame, int headerBytes, int offset, ReadOnlySpan<byte> payload)
    {
        for (var i = 0; i < payload.Length; i++) frame[headerBytes + offset + i] = (byte)(payload[i] ^ Mask[(offset + i) % MaskBytes]);
    }
}
