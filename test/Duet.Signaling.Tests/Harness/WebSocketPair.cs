using System.Net.WebSockets;

namespace Duet.Signaling.Tests.Harness;

/// <summary>Two real WebSockets, joined in memory: everything but the handshake and the network.</summary>
internal static class WebSocketPair
{
    /// <summary>More frames than any test leaves unread by accident.</summary>
    public const int AmpleCapacity = 4096;

    public static (WebSocket Server, WebSocket Client) Create(int capacity = AmpleCapacity)
    {
        var (server, client) = DuplexStream.CreatePair(capacity);
        return (Server(server), WebSocket.CreateFromStream(client, OptionsOf(isServer: false)));
    }

    public static WebSocket Server(Stream stream) => WebSocket.CreateFromStream(stream, OptionsOf(isServer: true));

    // No pings: they would come by a clock that tests cannot move.
    private static WebSocketCreationOptions OptionsOf(bool isServer) =>
        new() { IsServer = isServer, KeepAliveInterval = Timeout.InfiniteTimeSpan };
}
