namespace Duet.Signaling;

/// <summary>The limits of the signaling server: section "Limits" of <c>docs/protocol.md</c>, configured under <c>Duet:Signaling</c>.</summary>
public sealed class SignalingOptions
{
    /// <summary>Origins besides the server's own whose pages may open <c>/ws</c>, such as <c>https://example.org</c>. Default: none.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Largest message in bytes, 1,024 to 1,048,576. Default 65,536. A larger one is answered with <c>too-large</c>.</summary>
    public int MaxMessageBytes { get; init; } = 64 * 1024;

    /// <summary>Longest room name or uid in characters (Unicode code points), 1 to 256. Default 64.</summary>
    public int MaxNameLength { get; init; } = 64;

    /// <summary>Messages a second that one connection may send in the long run, 1 to 1,000,000. Default 50.</summary>
    public int MessagesPerSecond { get; init; } = 50;

    /// <summary>Messages that one connection may send at once after a pause, 1 to 1,000,000. Default 200.</summary>
    public int MessageBurst { get; init; } = 200;

    /// <summary>Bytes that may wait for a slow reader, 65,536 to 16,777,216. Default 262,144. One byte more closes it with 1013.</summary>
    public int MaxOutboxBytes { get; init; } = 256 * 1024;

    /// <summary>How long an offer that was made while alone is kept for whoever comes, 1 second to 1 day. Default 10 minutes.</summary>
    public TimeSpan ParkedOfferLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Connections from one IPv4 address or one IPv6 /64 network, 1 to 1,000,000. Default 64.</summary>
    public int ConnectionsPerAddress { get; init; } = 64;

    /// <summary>How long a connection may stay open outside of a room, 1 second to 1 day. Default 30 minutes.</summary>
    public TimeSpan UnjoinedTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long the seat of a client that can resume is held without a connection, 0 (never) to 10 minutes, whole seconds. Default 30 seconds.</summary>
    public TimeSpan ResumeTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a seat is kept for a page that is reloaded, 0 (not at all) to 1 minute. Default 5 seconds.</summary>
    public TimeSpan ReloadTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often clients are asked to send <c>keepalive</c>, 1 second to 10 minutes, whole seconds. Default 5 seconds.</summary>
    public TimeSpan KeepaliveInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Silence after which the server sends a WebSocket ping, 0.1 seconds to 10 minutes. Default 20 seconds: a proxy gives up at 60.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a ping may stay unanswered before the connection counts as lost, 0.1 seconds to 10 minutes. Default 20 seconds.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a closing handshake may take, 0.1 to 4 seconds. Default 2 seconds; then the socket is cut.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Bytes of a parked offer and its candidates. The other half of the joiner's outbox is for what they are told before.</summary>
    internal int MaxParkedBytes => MaxOutboxBytes / 2;
}
