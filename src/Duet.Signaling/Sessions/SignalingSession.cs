using System.Net.WebSockets;
using System.Text.Unicode;
using Duet.Signaling.Ice;
using Duet.Signaling.Messages;
using Duet.Signaling.Rooms;

namespace Duet.Signaling.Sessions;

/// <summary>
/// One WebSocket from accept to close, and the seat that it holds, if any. Messages are handled one after the other on the read loop, which
/// alone owns the seat; anybody may call <see cref="End"/>.
/// </summary>
internal sealed class SignalingSession
{
    private const int MalformedInARow = 3;
    private const long InARoom = long.MaxValue;

    private readonly SignalingServer _server;
    private readonly WebSocket _socket;
    private readonly ReachedAddress? _reachedAt;
    private readonly SessionOutbox _outbox;
    private MessageBudget _budget;
    private SessionEnd? _end;
    private ITimer? _closeDeadline;
    private Room? _room;
    private Participant? _participant;
    private IIceLease? _prepared;
    private Looker? _looker;
    private ClientMessage _previous;
    private long _unjoinedSince;
    private int _malformed;

    public SignalingSession(SignalingServer server, WebSocket socket, ReachedAddress? reachedAt = null)
    {
        _server = server;
        _socket = socket;
        _reachedAt = reachedAt;
        _outbox = new SessionOutbox(socket, server.Options.MaxOutboxBytes, () => End(SessionEnd.SlowReader));
        _budget = new MessageBudget(server.Options.MessagesPerSecond, server.Options.MessageBurst, server.Time);
        _unjoinedSince = server.Time.GetTimestamp();
    }

    /// <summary>Reads until the client or <see cref="End"/> ends it. When the task is over, nothing is sent any more, and the seat is free unless the server goes.</summary>
    public async Task<SessionEnd> RunAsync()
    {
        try
        {
            await ReadMessagesAsync();
            End(SessionEnd.ClientClosed);
        }
        catch (Exception lost) when (lost is WebSocketException or IOException or OperationCanceledException)
        {
            // How a connection is lost; ended below.
        }
        finally
        {
            // When the server goes, calls go on without it: nobody is told that the other left.
            if (!_server.IsShuttingDown) LeaveRoom();
            LookAway();
            End(SessionEnd.ConnectionLost); // Where nothing else ended it: even then a socket that takes nothing is cut in time.
            await _outbox.CompleteAsync(_end!);
            if (_closeDeadline is not null) await _closeDeadline.DisposeAsync();
        }

        return _end!;
    }

    /// <summary>Ends the session: the last word, a close frame, and the socket is cut if the client does not answer it in time.</summary>
    public void End(SessionEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, end, null) is not null) return;

        _closeDeadline = _server.Time.CreateTimer(
            static socket => ((WebSocket)socket!).Abort(), _socket, _server.Options.CloseTimeout, Timeout.InfiniteTimeSpan);
        _outbox.CompleteAsync(end);
    }

    /// <summary>Ends a session that has been open outside of a room for too long.</summary>
    public void EndIfUnjoined(long now)
    {
        var since = Volatile.Read(ref _unjoinedSince);
        if (since != InARoom && _server.Time.GetElapsedTime(since, now) >= _server.Options.UnjoinedTimeout) End(SessionEnd.Unjoined);
    }

    private async Task ReadMessagesAsync()
    {
        var reader = new MessageReader(_socket, _server.Options.MaxMessageBytes);
        while (true)
        {
            using var message = await reader.ReadAsync(await reader.WaitAsync());
            if (message.Kind is ReceivedKind.Close) return;
            if (Volatile.Read(ref _end) is null) Receive(message);
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
            Answer(fault!.ToUtf8());
            if (++_malformed == MalformedInARow) End(SessionEnd.Malformed);
        }
        else
        {
            _malformed = 0;
            if (message.Command is not ClientCommand.Keepalive) _previous = message; // A keepalive names nobody.
            if (Handle(message, received.Bytes) is { } refusal) Answer(refusal.ToUtf8());
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
    private ErrorMessage? Handle(in ClientMessage message, ReadOnlySpan<byte> utf8)
    {
        switch (message.Command)
        {
            case ClientCommand.Keepalive:
                Answer(utf8);
                return null;
            case ClientCommand.Join:
                return Join(message.RoomId, message.Uid);
            case ClientCommand.Resume:
                return Refusals.SeatGone(message.RoomId);
            case ClientCommand.Prepare:
                return _participant is null || IsOwn(message) ? Prepare(message.RoomId, message.Uid) : Refusals.NotYou(message.RoomId);
            case ClientCommand.AnswerPreview:
                return AnswerPreview(message, utf8);
            default:
                if (_participant is null) return Refusals.NotJoined(message.RoomId);
                if (!IsOwn(message)) return Refusals.NotYou(message.RoomId);
                if (message.Command is ClientCommand.Leave) return Leave();
                if (message.IsUnaddressed || message.Command is ClientCommand.OfferPreview) return Park(message, utf8);
                return _room!.Forward(_participant, message.RemoteUid, utf8) ? null : Refusals.NoSuchPeer(message.RoomId);
        }
    }

    private ErrorMessage? Prepare(RoomId roomId, Uid uid)
    {
        _prepared = _server.IceServers.ForPreparation(uid, _reachedAt);
        var ice = _prepared.Configuration;
        _outbox.Post(new PreparedMessage(ice.IceServers, ice.IceTransportPolicy).ToUtf8());
        if (_participant is null)
        {
            LookAt(roomId, uid);
            if (_server.Rooms.ReadPreview(roomId) is { } preview) _outbox.Post(preview);
        }

        _outbox.Flush();
        return null;
    }

    // Crossing with whatever ends the wait, nothing comes of it: the join will tell.
    private ErrorMessage? AnswerPreview(in ClientMessage message, ReadOnlySpan<byte> utf8)
    {
        if (_participant is not null) return Refusals.AlreadyJoined(message.RoomId);
        if (!IsLooker(message.RoomId, message.Uid)) return Refusals.NotPrepared(message.RoomId);

        _looker!.Answered = _server.Rooms.ForwardToWaiting(message.RoomId, message.RemoteUid, utf8) ?? _looker.Answered;
        return null;
    }

    private ErrorMessage? Join(RoomId roomId, Uid uid)
    {
        if (_participant is not null) return Refusals.AlreadyJoined(roomId);

        var lease = _server.IceServers.ForSeat(uid, _reachedAt);
        var participant = new Participant(uid, _outbox, lease);
        var ice = lease.Configuration;
        var keepaliveSeconds = (int)_server.Options.KeepaliveInterval.TotalSeconds;
        var joined = new JoinedMessage(
            roomId.Value, uid.Value, participant.Seat.Value, ice.IceServers, ice.IceTransportPolicy, keepaliveSeconds);

        var outcome = _server.Rooms.Join(roomId, participant, joined, IsLooker(roomId, uid) ? _looker!.Answered : null, out var room);
        if (outcome is not JoinOutcome.Seated)
        {
            lease.Dispose();
            return outcome is JoinOutcome.RoomFull ? Refusals.RoomFull(roomId) : Refusals.UidInUse(roomId);
        }

        _participant = participant;
        _room = room;
        LookAway();
        if (_prepared is not null) lease.Adopt(_prepared);
        _prepared = null;
        Volatile.Write(ref _unjoinedSince, InARoom);
        return null;
    }

    private ErrorMessage? Park(in ClientMessage message, ReadOnlySpan<byte> utf8)
    {
        var outcome = message.Command is ClientCommand.OfferPreview
            ? ParkPreview(utf8)
            : ParkUnaddressed(message.Command, UnaddressedMessage.CopyOf(utf8));
        return outcome switch
        {
            ParkOutcome.SomebodyIsThere => Refusals.NotAlone(message.RoomId),
            ParkOutcome.NoOffer => Refusals.NoOfferKept(message.RoomId),
            ParkOutcome.TooLarge => Refusals.TooLargeToKeep(message.RoomId, _server.Options),
            _ => null,
        };
    }

    private ParkOutcome ParkPreview(ReadOnlySpan<byte> utf8)
    {
        var outcome = _room!.ParkPreview(_participant!, utf8.ToArray());
        if (outcome is ParkOutcome.Done && _room.ReadPreview() is { } preview) _server.Lookers.Show(_room.Id, preview);
        return outcome;
    }

    private ParkOutcome ParkUnaddressed(ClientCommand command, in UnaddressedMessage message) =>
        command is ClientCommand.Candidate ? _room!.ParkCandidate(_participant!, message)
        : message.HasEmptyMsg ? _room!.ParkOffer(_participant!, null)
        : _room!.ParkOffer(_participant!, new ParkedOffer(message, _server.Options, _server.Time));

    private ErrorMessage? Leave()
    {
        LeaveRoom();
        Volatile.Write(ref _unjoinedSince, _server.Time.GetTimestamp());
        return null;
    }

    private void LeaveRoom()
    {
        if (_participant is null) return;

        _server.Rooms.Leave(_room!, _participant);
        _participant.Ice.Dispose();
        _participant = null;
        _room = null;
    }

    // Before a preview is read: one that is parked meanwhile is shown twice rather than not at all.
    private void LookAt(RoomId roomId, Uid uid)
    {
        if (IsLooker(roomId, uid)) return;

        LookAway();
        _looker = new Looker(roomId, uid, _outbox);
        _server.Lookers.Add(_looker);
    }

    private void LookAway()
    {
        if (_looker is not null) _server.Lookers.Remove(_looker);
        _looker = null;
    }

    private bool IsLooker(RoomId roomId, Uid uid) => _looker is not null && _looker.RoomId == roomId && _looker.Uid == uid;

    private bool IsOwn(in ClientMessage message) => message.RoomId == _room!.Id && message.Uid == _participant!.Uid;

    private void Answer(ReadOnlySpan<byte> utf8)
    {
        _outbox.Post(utf8);
        _outbox.Flush();
    }
}
