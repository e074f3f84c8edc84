using System.Net.WebSockets;
using System.Text;

namespace Duet.Server.Tests.Signaling.Upgrade;

/// <summary>A WebSocket's methods, bounded in time; what they throw at once comes with the task as well.</summary>
internal static class WebSocketInTime
{
    public static Task SendTextAsync(this WebSocket socket, string text, bool endOfMessage = true) =>
        socket.SendPartAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage);

    public static Task SendBinaryAsync(this WebSocket socket, byte[] payload) =>
        socket.SendPartAsync(payload, WebSocketMessageType.Binary, endOfMessage: true);

    public static async Task CloseOutputInTimeAsync(this WebSocket socket, WebSocketCloseStatus status, string? description = null) =>
        await socket.CloseOutputAsync(status, description, CancellationToken.None).InTimeAsync();

    public static async Task CloseInTimeAsync(this WebSocket socket, WebSocketCloseStatus status, string? description = null) =>
        await socket.CloseAsync(status, description, CancellationToken.None).InTimeAsync();

    public static async Task<ReceivedWhole> ReceiveMessageAsync(this WebSocket socket)
    {
        var buffer = new byte[8192];
        var message = new MemoryStream();
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).InTimeAsync();
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return new ReceivedWhole(part.MessageType, message.ToArray());
        }
    }

    private static async Task SendPartAsync(this WebSocket socket, byte[] payload, WebSocketMessageType type, bool endOfMessage) =>
        await socket.SendAsync(payload.AsMemory(), type, endOfMessage, CancellationToken.None).InTimeAsync();
}
