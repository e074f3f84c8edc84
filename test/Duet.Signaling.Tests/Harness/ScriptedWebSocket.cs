using System.Net.WebSockets;
using System.Text;

namespace Duet.Signaling.Tests.Harness;

/// <summary>A socket that only sends, and whose sends end when and as a test says; everything that was sent is kept.</summary>
/// <param name="onSend">What a send does. Called with the text after it has been recorded.</param>
internal sealed class ScriptedWebSocket(Func<string, Task> onSend) : WebSocket
{
    private readonly Lock _gate = new();
    private readonly List<string> _sent = [];
    private int _sendsNow;

    /// <summary>All messages in the order of their sends, those included that have not ended yet.</summary>
    public IReadOnlyList<string> Sent
    {
        get
        {
            lock (_gate) return [.. _sent];
        }
    }

    public int MostSendsAtOnce { get; private set; }

    public int CloseFrames { get; private set; }

    public int Aborts { get; private set; }

    public WebSocketCloseStatus? SentCloseStatus { get; private set; }

    public string? SentCloseDescription { get; private set; }

    /// <summary>Where it says so, the close frame fails as on a broken connection.</summary>
    public bool FailsToClose { get; init; }

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => WebSocketState.Open;

    public override string? SubProtocol => null;

    /// <summary>A socket that takes everything at once.</summary>
    public static ScriptedWebSocket Willing() => new(_ => Task.CompletedTask);

    public override async ValueTask SendAsync(
        ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetString(buffer.Span);
        lock (_gate)
        {
            if (CloseFrames > 0) throw new InvalidOperationException("Sent after the close frame.");
            if (messageType is not WebSocketMessageType.Text || !endOfMessage) throw new InvalidOperationException("No whole text frame.");
            MostSendsAtOnce = Math.Max(MostSendsAtOnce, ++_sendsNow);
            _sent.Add(text);
        }

        try
        {
            await onSend(text);
        }
        finally
        {
            lock (_gate) _sendsNow--;
        }

        if (Encoding.UTF8.GetString(buffer.Span) != text) throw new InvalidOperationException("The buffer was reused during its send.");
    }

    public override Task SendAsync(
        ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        SendAsync(buffer.AsMemory(), messageType, endOfMessage, cancellationToken).AsTask();

    public override Task CloseOutputAsync(
        WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_sendsNow > 0) throw new InvalidOperationException("Closed in the middle of a send.");
            CloseFrames++;
            SentCloseStatus = closeStatus;
            SentCloseDescription = statusDescription;
        }

        return FailsToClose ? Task.FromException(new WebSocketException("broken")) : Task.CompletedTask;
    }

    public override void Abort() => Aborts++;

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override void Dispose()
    {
    }
}
