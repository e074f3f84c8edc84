using System.Buffers.Binary;
using System.Text;
using Duet.Server.Signaling.Upgrade;

namespace Duet.Server.Tests.Signaling.Upgrade;

/// <summary>Frames as a client has to send them (RFC 6455 section 5.2), put together without the help of what is tested.</summary>
internal static class ClientFrame
{
    private static readonly byte[] _mask = [0x37, 0xfa, 0x21, 0x3d]; // That of section 5.7.

    public static byte[] Of(FrameOpcode opcode, ReadOnlySpan<byte> payload, bool isFinal = true)
    {
        byte[] length = payload.Length switch
        {
            <= 125 => [(byte)(0x80 | payload.Length)],
            <= 0xffff => [0xfe, (byte)(payload.Length >> 8), (byte)payload.Length],
            _ => [0xff, 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length],
        };
        var masked = payload.ToArray();
        for (var i = 0; i < masked.Length; i++) masked[i] ^= _mask[i % 4];
        return [(byte)((isFinal ? 0x80 : 0) | (int)opcode), .. length, .. _mask, .. masked];
    }

    public static byte[] Text(string text, bool isFinal = true) => Of(FrameOpcode.Text, Encoding.UTF8.GetBytes(text), isFinal);

    public static byte[] Continuation(string text, bool isFinal = true) => Of(FrameOpcode.Continuation, Encoding.UTF8.GetBytes(text), isFinal);

    public static byte[] Ping(string payload) => Of(FrameOpcode.Ping, Encoding.UTF8.GetBytes(payload));

    public static byte[] Pong(string payload) => Of(FrameOpcode.Pong, Encoding.UTF8.GetBytes(payload));

    public static byte[] Close(ushort status)
    {
        var payload = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(payload, status);
        return Of(FrameOpcode.Close, payload);
    }
}
