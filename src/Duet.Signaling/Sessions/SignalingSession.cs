using System.Net;
using System.Net.WebSockets;
using System.Text.Unicode;
using Duet.Signaling.Ice;
using Duet.Signaling.Messages;

namespace Duet.Signaling.Sessions;

/// <summary>
/// One WebSocket from accept to close: it reads, and hands each message to whoever does what it asks. Messages are handled one after the other
/// on the read loop; anybody may call <see cref="End"/>.
/// </summary>
internal sealed class SignalingSession
{
    private const int MalformedInARow = 3;

    private readonly SignalingServer _server;
    private readonly WebSocket _socket;
    private readonly ClientConnection _connection;
    private readonly SeatHolder _seat;
    private readonly Antechamber _antechamber;
    private MessageBudget _budget;
    private ClientMessage _previous;
    private int _malformed;

    public SignalingSession(SignalingServer server, WebSocket socket, IPAddress address, ReachedAddress? reachedAt = null)
    {
        _server = server;
        _socket = socket;
        _connection = new ClientConnection(socket, address, server.Options, server.Time);
        _seat = new SeatHolder(server, _connection, reachedAt);
        _antechamber = new Antechamber(server, _connection, reachedAt);
        _budget = new MessageBudget(server.Options.MessagesPerSecond, server.Options.MessageBurst, server.Time);
    }

    /// <summary>
    /// Reads until the client or <see cref="End"/> ends it. When the task is over, nothing is sent any more, and the seat is held or free,
    /// unless the server goes.
    /// </summary>
    public async Task<SessionEnd> RunAsync()
    {
        SessionEnd end;
        try
        {
            await ReadMessagesAsync();
            if (_socket.CloseStatus is WebSocketCloseStatus.EndpointUnavailable) _seat.LeavePage();
            End(SessionEnd.ClientClosed);
        }
        catch (Exception lost) when (lost is WebSocketException or IOException or OperationCanceledException)
        {
            // How a connection is lost; ended below.
        }
        finally
        {
            // When the server goes, calls go on without it: nobody is told that the other left.
            if (!_server.IsShuttingDown) _seat.Drop();
            _antechamber.LookAway();
            end = await _connection.CompleteAsync(otherwise: SessionEnd.ConnectionLost);
        }

        return end;
    }

    /// <summary>Ends the session: the last word, a close frame, and the socket is cut if the client does not answer it in time.</summary>
    public void End(SessionEnd end) => _connection.End(end);

    /// <summary>Ends a session that has been open outside of a room for too long.</summary>
    public void EndIfUnjoined(long now)
    {
        if (_seat.IsOverdue(now)) End(SessionEnd.Unjoined);
    }

    private async Task ReadMessagesAsync()
    {
        var reader = new MessageReader(_socket, _server.Options.MaxMessageBytes);
        while (true)
        {
            using var message = await reader.ReadAsync(await reader.WaitAsync());
            if (message.Kind is ReceivedKind.Close) return;
            if (!_connection.IsEnding) Receive(message);
        }
    }

    private void Receive(in ReceivedMessage received)
    {
        if (received.Kind is ReceivedKind.Endless)
        {
            End(SessionEnd.EndlessMessage);
        }
        else if (received.Kind is ReceivedKind.Text && !Utf8.IsValid(received.Bytes))
        {
            End(SessionEnd.NotUtf8);
        }
        else if (!TryRead(received, out var message, out var fault))
        {
            _connection.Send(fault!.ToUtf8());
            if (++_malformed == MalformedInARow) End(SessionEnd.Malformed);
        }
        else
        {
            _malformed = 0;
            if (message.Command is not ClientCommand.Keepalive) _previous = message; // A keepalive names nobody.
            if (Handle(message, received.Bytes) is { } refusal) _connection.Send(refusal.ToUtf8());
        }
    }

    private bool TryRead(in ReceivedMessage received, out ClientMessage message, out ErrorMessage? fault)
    {
        message = default;
        fault = !_budget.TryTake() ? Refusals.TooFast(_server.Options)
            : received.Kind is ReceivedKind.TooLarge ? Refusals.TooLarge(_server.Options)
            : received.Kind is ReceivedKind.Binary ? Refusals.Binary
            : null;
        return fault is null && ClientMessage.TryRead(received.Bytes, _server.Options.MaxNameLength, out message, out fault, _previous);
    }

    /// <summary>Does what was asked, or says why not.</summary>
    private ErrorMessage? Handle(in ClientMessage message, ReadOnlySpan<byte> utf8) => message.Command switch
    {
        ClientCommand.Keepalive => KeepAlive(message, utf8),
        ClientCommand.Join => _seat.Join(message, _antechamber),
        ClientCommand.Resume => _seat.Resume(message, _antechamber),
        ClientCommand.Prepare => Prepare(message),
        ClientCommand.AnswerPreview when _seat.IsSeated => Refusals.AlreadyJoined(message.RoomId),
        ClientCommand.AnswerPreview => _antechamber.Answer(message, utf8),
        _ => _seat.Say(message, utf8),
    };

    private ErrorMessage? KeepAlive(in ClientMessage message, ReadOnlySpan<byte> utf8)
    {
        if (message.LastSeen is { } lastSeen) _seat.Acknowledge(lastSeen);
        _connection.Send(utf8);
        return null;
    }

    private ErrorMessage? Prepare(in ClientMessage message)
    {
        var isSeated = _seat.IsSeated;
        if (isSeated && !_seat.IsOwn(message)) return Refusals.NotYou(message.RoomId);

        _antechamber.Prepare(message.RoomId, message.Uid, isSeated);
        return null;
    }
}
