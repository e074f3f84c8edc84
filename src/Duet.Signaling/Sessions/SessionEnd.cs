using System.Net.WebSockets;
using Duet.Signaling.Messages;

namespace Duet.Signaling.Sessions;

/// <summary>Why a session ended, and what its client is told. Each session has exactly one: the first that happened.</summary>
public sealed class SessionEnd
{
    private SessionEnd(string reason, WebSocketCloseStatus status, ErrorCode? code = null)
    {
        Reason = reason;
        CloseStatus = status;
        LastWord = code is { } known ? new ErrorMessage(known, $"{char.ToUpperInvariant(reason[0])}{reason[1..]}.") : null;
    }

    /// <summary>A few words for the log and for the close frame, where they fit into 123 bytes (RFC 6455 section 5.5).</summary>
    public string Reason { get; }

    /// <summary>The status of the close frame (RFC 6455 section 7.4.1).</summary>
    public WebSocketCloseStatus CloseStatus { get; }

    /// <summary>The text of the close frame, which has no room for one where it has no status.</summary>
    internal string? CloseDescription => CloseStatus is WebSocketCloseStatus.Empty ? null : Reason;

    /// <summary>An <c>error</c> that goes before the close frame, where the client was not told already.</summary>
    internal ErrorMessage? LastWord { get; }

    internal static SessionEnd ClientClosed { get; } = new("the client closed the connection", WebSocketCloseStatus.NormalClosure);

    internal static SessionEnd ConnectionLost { get; } = new("the connection was lost", WebSocketCloseStatus.Empty);

    internal static SessionEnd Unjoined { get; } = new("no room was joined for too long", WebSocketCloseStatus.NormalClosure);

    internal static SessionEnd ShuttingDown { get; } =
        new("the server is shutting down", WebSocketCloseStatus.EndpointUnavailable, ErrorCode.ShuttingDown);

    internal static SessionEnd Malformed { get; } = new("three malformed messages in a row", WebSocketCloseStatus.PolicyViolation);

    internal static SessionEnd EndlessMessage { get; } =
        new("a message far beyond the size limit", WebSocketCloseStatus.MessageTooBig, ErrorCode.TooLarge);

    // RFC 6455 section 8.1: failed at once, however often it was well before.
    internal static SessionEnd NotUtf8 { get; } =
        new("a text message that is not UTF-8", WebSocketCloseStatus.InvalidPayloadData, ErrorCode.BadMessage);

    internal static SessionEnd SlowReader { get; } = new("the client reads too slowly", TryAgainLater);

    internal static SessionEnd TooManyConnections { get; } = new("too many connections from this address", TryAgainLater, ErrorCode.TooFast);

    internal static SessionEnd TakenOver { get; } =
        new("the seat was taken over by another connection", (WebSocketCloseStatus)4001, ErrorCode.SeatGone);

    // IANA's WebSocket Close Code Number Registry: 1013, try again later. The enum has no name for it.
    private static WebSocketCloseStatus TryAgainLater => (WebSocketCloseStatus)1013;
}
