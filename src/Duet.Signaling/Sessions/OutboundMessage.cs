using System.Buffers;

namespace Duet.Signaling.Sessions;

/// <summary>A copy of a message in a rented buffer. Whoever takes it out of the queue returns it, once.</summary>
internal readonly record struct OutboundMessage(byte[] Buffer, int Length)
{
    public ReadOnlyMemory<byte> Bytes => Buffer.AsMemory(0, Length);

    public static OutboundMessage CopyOf(ReadOnlySpan<byte> message)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(message.Length);
        message.CopyTo(buffer);
        return new OutboundMessage(buffer, message.Length);
    }

    public void Return() => ArrayPool<byte>.Shared.Return(Buffer);
}
