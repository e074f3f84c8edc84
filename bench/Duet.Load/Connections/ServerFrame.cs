using System.Buffers.Binary;

namespace Duet.Load.Connections;

/// <summary>One frame from a server: a view over the bytes that it was read from.</summary>
internal readonly ref struct ServerFrame
{
    private const byte Final = 0x80;
    private const byte Masked = 0x80;

    private ServerFrame(WebSocketOpcode opcode, ReadOnlySpan<byte> payload, int length)
    {
        Opcode = opcode;
        Payload = payload;
        Length = length;
    }

    public WebSocketOpcode Opcode { get; }

    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Bytes of the whole frame.</summary>
    public int Length { get; }

    /// <returns>False when the frame is not complete yet.</returns>
    /// <exception cref="LoadException">A frame that neither server of this comparison has a reason to send.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ServerFrame frame)
    {
        frame = default;
        if (bytes.Length < 2) return false;
        if ((bytes[0] & 0xF0) != Final || (bytes[1] & Masked) != 0)
            throw new LoadException($"the server sent a fragmented, compressed or masked frame (0x{bytes[0]:x2} 0x{bytes[1]:x2})");

        // RFC 6455 section 5.2: 126 announces 16 bits of length, 127 announces 64.
        var shortLength = bytes[1];
        var header = shortLength switch { 126 => 4, 127 => 10, _ => 2 };
        if (bytes.Length < header) return false;
        var payload = shortLength switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            127 => checked((int)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..])),
            _ => shortLength,
        };
        if (bytes.Length - header < payload) return false;
        frame = new ServerFrame((WebSocketOpcode)(bytes[0] & 0x0F), bytes.Slice(header, payload), header + payload);
        return true;
    }
}
