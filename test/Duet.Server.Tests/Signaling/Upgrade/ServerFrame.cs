using System.Buffers.Binary;
using System.Text;
using Duet.Server.Signaling.Upgrade;

namespace Duet.Server.Tests.Signaling.Upgrade;

/// <summary>A frame that the server sent, read without the help of what is tested.</summary>
internal sealed record ServerFrame(FrameOpcode Opcode, byte[] Payload)
{
    public string Text => Encoding.UTF8.GetString(Payload);

    public int CloseStatus => BinaryPrimitives.ReadUInt16BigEndian(Payload);

    public static async Task<ServerFrame> ReadAsync(Stream stream)
    {
        var begin = await ReadBytesAsync(stream, 2);
        Assert.Equal(0x80, begin[0] & 0xf0); // Final, and no reserved bit.
        var length = begin[1] switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadBytesAsync(stream, 2)),
            127 => (int)BinaryPrimitives.ReadUInt64BigEndian(await ReadBytesAsync(stream, 8)),
            var unmasked => unmasked,
        };
        Assert.InRange(length, 0, 1 << 24);
        return new ServerFrame((FrameOpcode)(begin[0] & 0x0f), await ReadBytesAsync(stream, length));
    }

    private static async Task<byte[]> ReadBytesAsync(Stream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes).InTimeAsync();
        return bytes;
    }
}
