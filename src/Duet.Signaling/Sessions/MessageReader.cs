using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace Duet.Signaling.Sessions;

/// <summary>Puts frames together to messages. Waits without a buffer, so that an idle connection holds none.</summary>
internal sealed class MessageReader(WebSocket socket, int maxMessageBytes)
{
    private const int FirstBufferBytes = 4096;

    // A message that goes on and on is given up at this many times the limit, or in so many parts.
    private const int EndlessFactor = 16;
    private const int MaxParts = 4096;

    /// <summary>Waits until a message, or the client's close frame, begins to come in.</summary>
    /// <exception cref="WebSocketException">The connection was lost, or the client broke RFC 6455.</exception>
    public ValueTask<ValueWebSocketReceiveResult> WaitAsync() => socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);

    /// <summary>Reads what <see cref="WaitAsync"/> saw the <paramref name="beginning"/> of.</summary>
    /// <exception cref="WebSocketException">The connection was lost, or the client broke RFC 6455.</exception>
    public ValueTask<ReceivedMessage> ReadAsync(ValueWebSocketReceiveResult beginning)
    {
        if (beginning.MessageType is WebSocketMessageType.Close) return new(new ReceivedMessage(ReceivedKind.Close, [], 0));
        if (beginning.EndOfMessage) return new(new ReceivedMessage(KindOf(beginning.MessageType), [], 0));

        return ReadPayloadAsync(ArrayPool<byte>.Shared.Rent(Math.Min(FirstBufferBytes, maxMessageBytes)));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReceivedMessage> ReadPayloadAsync(byte[] buffer)
    {
        try
        {
            var length = 0;
            for (var parts = 0; parts < MaxParts; parts++)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                if (part.MessageType is WebSocketMessageType.Close) return Take(ReceivedKind.Close, ref buffer, 0);

                length += part.Count;
                if (length > maxMessageBytes) return Take(await DiscardRestAsync(buffer, length, part.EndOfMessage), ref buffer, 0);
                if (part.EndOfMessage) return Take(KindOf(part.MessageType), ref buffer, length);
                if (length == buffer.Length) Grow(ref buffer);
            }

            return Take(ReceivedKind.Endless, ref buffer, 0);
        }
        finally
        {
            if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask<ReceivedKind> DiscardRestAsync(byte[] buffer, long length, bool endOfMessage)
    {
        for (var parts = 0; !endOfMessage; parts++)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (part.MessageType is WebSocketMessageType.Close) return ReceivedKind.Close;

            length += part.Count;
            if (length > (long)EndlessFactor * maxMessageBytes || parts == MaxParts) return ReceivedKind.Endless;
            endOfMessage = part.EndOfMessage;
        }

        return ReceivedKind.TooLarge;
    }

    // The buffer is the caller's from here on.
    private static ReceivedMessage Take(ReceivedKind kind, ref byte[] buffer, int length)
    {
        var message = new ReceivedMessage(kind, buffer, length);
        buffer = [];
        return message;
    }

    private static void Grow(ref byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    private static ReceivedKind KindOf(WebSocketMessageType type) =>
        type is WebSocketMessageType.Text ? ReceivedKind.Text : ReceivedKind.Binary;
}
