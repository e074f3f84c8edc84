using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace Duet.Server.Signaling.Upgrade;

/// <summary>
/// A server's WebSocket (RFC 6455) right on a connection's pipes, for one reader and one sender at a time and for whole messages out. What a
/// text message says is not looked at, nor whether it is UTF-8: the session does, when it has the message whole.
/// </summary>
internal sealed class ConnectionWebSocket : WebSocket
{
    private readonly ConnectionContext _connection;
    private readonly FrameReader _reader;
    private readonly FrameWriter _writer;
    private readonly TimeProvider _time;
    private WebSocketCloseStatus? _closeStatus;
    private int _state = (int)WebSocketState.Open;
    private long _heardAt;
    private long _pingedAt;

    public ConnectionWebSocket(ConnectionContext connection, TimeProvider time)
    {
        _connection = connection;
        _reader = new FrameReader(connection.Transport.Input);
        _writer = new FrameWriter(connection.Transport.Output);
        _time = time;
        _heardAt = time.GetTimestamp();
    }

    public override WebSocketCloseStatus? CloseStatus => _closeStatus;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => (WebSocketState)Volatile.Read(ref _state);

    public override string? SubProtocol => null;

    /// <summary>Cuts the connection: whatever is being read or sent ends with an exception.</summary>
    public override void Abort()
    {
        Volatile.Write(ref _state, (int)WebSocketState.Aborted);
        _connection.Abort(new ConnectionAbortedException("The WebSocket was aborted."));
    }

    /// <summary>Pings a client that was silent for so long, and cuts one that left a ping unanswered for so long.</summary>
    public Task WatchAsync(TimeSpan pingInterval, TimeSpan pingTimeout)
    {
        if (State is not WebSocketState.Open) return Task.CompletedTask;

        var now = _time.GetTimestamp();
        var heardAt = Volatile.Read(ref _heardAt);
        if (_pingedAt > heardAt)
        {
            if (_time.GetElapsedTime(_pingedAt, now) >= pingTimeout) Abort();
            return Task.CompletedTask;
        }

        if (_time.GetElapsedTime(heardAt, now) < pingInterval) return Task.CompletedTask;

        _pingedAt = now;
        return _writer.WriteControlAsync(FrameOpcode.Ping, []);
    }

    public override ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (_reader.HasUnread || TryTake())
        {
            if (TryReceive(buffer.Span, out var received)) return new ValueTask<ValueWebSocketReceiveResult>(received);
        }

        return WaitAsync(buffer);
    }

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        var received = await ReceiveAsync(buffer.AsMemory(), cancellationToken);
        return new WebSocketReceiveResult(received.Count, received.MessageType, received.EndOfMessage, _closeStatus, null);
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        if (!endOfMessage || messageType is WebSocketMessageType.Close) throw new NotSupportedException("Whole messages only.");
        if (State is not (WebSocketState.Open or WebSocketState.CloseReceived)) throw new WebSocketException(WebSocketError.InvalidState);

        return _writer.WriteAsync(messageType is WebSocketMessageType.Text ? FrameOpcode.Text : FrameOpcode.Binary, buffer);
    }

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        SendAsync(buffer.AsMemory(), messageType, endOfMessage, cancellationToken).AsTask();

    /// <summary>Says the last word; what the client still sends can be received.</summary>
    public override async Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        var before = State;
        if (before is not (WebSocketState.Open or WebSocketState.CloseReceived)) throw new WebSocketException(WebSocketError.InvalidState);

        var after = before is WebSocketState.Open ? WebSocketState.CloseSent : WebSocketState.Closed;
        Interlocked.CompareExchange(ref _state, (int)after, (int)before);
        await _writer.WriteAsync(FrameOpcode.Close, ClosePayload(closeStatus, statusDescription));
    }

    public override async Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        await CloseOutputAsync(closeStatus, statusDescription, cancellationToken);
        var discarded = new byte[FrameHeader.MaxBytes];
        while (State is WebSocketState.CloseSent) await ReceiveAsync(discarded.AsMemory(), cancellationToken);
    }

    public override void Dispose()
    {
        // Everything here is the connection's, and its owner's to end.
    }

    private static byte[] ClosePayload(WebSocketCloseStatus status, string? description)
    {
        if (status is WebSocketCloseStatus.Empty) return [];

        var payload = new byte[sizeof(ushort) + Encoding.UTF8.GetByteCount(description ?? "")];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)status);
        Encoding.UTF8.GetBytes(description ?? "", payload.AsSpan(sizeof(ushort)));
        return payload;
    }

    private bool TryTake()
    {
        if (!_connection.Transport.Input.TryRead(out var result)) return false;

        Heard();
        _reader.Take(result);
        return true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ValueWebSocketReceiveResult> WaitAsync(Memory<byte> buffer)
    {
        while (true)
        {
            var result = await _connection.Transport.Input.ReadAsync(CancellationToken.None);
            Heard();
            _reader.Take(result);
            while (_reader.HasUnread)
            {
                if (TryReceive(buffer.Span, out var received)) return received;
            }
        }
    }

    /// <summary>False where nothing came out of it that the caller would want to know.</summary>
    private bool TryReceive(Span<byte> destination, out ValueWebSocketReceiveResult received)
    {
        received = default;
        FrameReader.Step step;
        int count;
        bool endOfMessage;
        FrameOpcode control;
        byte[] payload;
        try
        {
            step = _reader.Read(destination, out count, out endOfMessage, out control, out payload);
        }
        catch (WebSocketException fault) when (fault.WebSocketErrorCode is WebSocketError.Faulted)
        {
            Fail(WebSocketCloseStatus.ProtocolError);
            throw;
        }

        if (step is FrameReader.Step.NeedsMore) return false;
        if (step is FrameReader.Step.Control) return TryReceiveControl(control, payload, out received);

        received = new ValueWebSocketReceiveResult(count, _reader.MessageType, endOfMessage);
        return true;
    }

    private bool TryReceiveControl(FrameOpcode opcode, byte[] payload, out ValueWebSocketReceiveResult received)
    {
        received = new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, endOfMessage: true);
        if (opcode is FrameOpcode.Ping) _ = _writer.WriteControlAsync(FrameOpcode.Pong, payload); // Fails without a word.
        if (opcode is not FrameOpcode.Close) return false;

        ReceiveClose(payload);
        return true;
    }

    private void ReceiveClose(ReadOnlySpan<byte> payload)
    {
        if (payload.Length == 1)
        {
            Fail(WebSocketCloseStatus.ProtocolError);
            throw new WebSocketException(WebSocketError.Faulted);
        }

        _closeStatus = payload.Length == 0 ? WebSocketCloseStatus.Empty : (WebSocketCloseStatus)BinaryPrimitives.ReadUInt16BigEndian(payload);
        if (Interlocked.CompareExchange(ref _state, (int)WebSocketState.CloseReceived, (int)WebSocketState.Open) == (int)WebSocketState.CloseSent)
        {
            Interlocked.CompareExchange(ref _state, (int)WebSocketState.Closed, (int)WebSocketState.CloseSent);
        }
    }

    // Section 7.1.7: a close frame that says why, and no waiting for an answer.
    private void Fail(WebSocketCloseStatus status)
    {
        if (Interlocked.CompareExchange(ref _state, (int)WebSocketState.Aborted, (int)WebSocketState.Open) != (int)WebSocketState.Open) return;

        _ = _writer.WriteControlAsync(FrameOpcode.Close, ClosePayload(status, null)); // Fails without a word.
    }

    private void Heard() => Volatile.Write(ref _heardAt, _time.GetTimestamp());
}
