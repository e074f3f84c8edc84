using Duet.Signaling.Ice;
using Duet.Signaling.Messages;
using Duet.Signaling.Rooms;
using Duet.Signaling.Seats;

namespace Duet.Signaling.Sessions;

/// <summary>
/// The seat of one session, if it holds one: how it is taken, taken back and left, and what its participant says. Belongs to the session's read
/// loop, but for what the sweep asks; a seat may be over, or another session's, before its former holder knows.
/// </summary>
internal sealed class SeatHolder(SignalingServer server, ClientConnection connection, ReachedAddress? reachedAt)
{
    private Participant? _participant;
    private long _unjoinedSince = server.Time.GetTimestamp();

    public bool IsSeated => Seated is not null;

    private Participant? Seated
    {
        get
        {
            NoticeDeparture();
            return _participant;
        }
    }

    /// <summary>Whether they have been outside of a room for too long.</summary>
    public bool IsOverdue(long now)
    {
        NoticeDeparture();
        return Volatile.Read(ref _participant) is null
            && server.Time.GetElapsedTime(Volatile.Read(ref _unjoinedSince), now) >= server.Options.UnjoinedTimeout;
    }

    /// <summary>Whether a message speaks for the room and the name that they sit there with.</summary>
    public bool IsOwn(in ClientMessage message) => Seated is { } participant && IsOf(participant, message);

    public ErrorMessage? Join(in ClientMessage message, Antechamber antechamber)
    {
        if (IsSeated) return Refusals.AlreadyJoined(message.RoomId);

        var lease = server.IceServers.ForSeat(message.Uid, reachedAt);
        var seat = new Seat(message.Uid, lease, message.IsResumable ? server.HeldSeats : null);
        var participant = seat.Occupy(connection);
        var answered = antechamber.AnsweredBy(message.RoomId, message.Uid);
        var looker = antechamber.LookAway();
        var outcome = server.Rooms.Join(message.RoomId, participant, JoinedOf(message, seat, lease), answered, out _);
        if (outcome is not JoinOutcome.Seated)
        {
            antechamber.LookOn(looker);
            lease.Dispose();
            return outcome is JoinOutcome.UidInUse ? Refusals.UidInUse(message.RoomId)
                : server.Rooms.KeptFor(message.RoomId) is { } time ? Refusals.SeatKept(message.RoomId, time)
                : Refusals.RoomFull(message.RoomId);
        }

        Sit(participant, antechamber, lease);
        return null;
    }

    /// <summary>Takes a seat back that was taken on another connection.</summary>
    public ErrorMessage? Resume(in ClientMessage message, Antechamber antechamber)
    {
        if (IsSeated) return Refusals.AlreadyJoined(message.RoomId);
        if (server.Rooms.Find(message.RoomId, message.Uid, message.Seat!.Value) is not { IsResumable: true } seat)
            return Refusals.SeatGone(message.RoomId);

        var lease = seat.WantsLease ? server.IceServers.ForSeat(message.Uid, reachedAt) : null;
        var joined = JoinedOf(message, seat, lease) with { Resumed = true };
        var answered = antechamber.AnsweredBy(message.RoomId, message.Uid);
        var looker = antechamber.LookAway();
        if (seat.Room!.Resume(new Resumption(seat, connection, message.LastSeen, joined, lease, answered)) is not { } participant)
        {
            antechamber.LookOn(looker);
            lease?.Dispose();
            return Refusals.SeatGone(message.RoomId);
        }

        Sit(participant, antechamber, lease);
        return null;
    }

    /// <summary>Leaves the room, or passes a message on to the other or to whoever comes. Null, or why not.</summary>
    public ErrorMessage? Say(in ClientMessage message, ReadOnlySpan<byte> utf8)
    {
        if (Seated is not { } participant) return Refusals.NotJoined(message.RoomId);
        if (!IsOf(participant, message)) return participant.Room.TakesUp(participant, message.Seq) ? Refusals.NotYou(message.RoomId) : null;
        if (message.Command is ClientCommand.Leave) return Leave(participant, message.Hold);
        if (message.IsUnaddressed || message.Command is ClientCommand.OfferPreview) return Park(participant, message, utf8);

        return participant.Room.Forward(participant, message.RemoteUid, utf8, message.Seq) ? null : Refusals.NoSuchPeer(message.RoomId);
    }

    /// <summary>They say which messages of the room they have.</summary>
    public void Acknowledge(long lastSeen)
    {
        if (Seated is { Seat.IsResumable: true } participant) participant.Room.Acknowledge(participant, connection, lastSeen);
    }

    /// <summary>Their page goes: a browser closes with 1001 then (RFC 6455 section 7.4.1), where what the page itself said last may not have come.</summary>
    public void LeavePage()
    {
        if (!server.IsShuttingDown && Seated is { } participant && participant.Connection == connection) Leave(participant, hold: true);
    }

    /// <summary>Their connection is gone.</summary>
    public void Drop()
    {
        if (Seated is { } participant) participant.Room.Drop(participant, connection);
        Volatile.Write(ref _participant, null);
    }

    private static bool IsOf(Participant participant, in ClientMessage message) =>
        message.RoomId == participant.Room.Id && message.Uid == participant.Uid;

    private JoinedMessage JoinedOf(in ClientMessage message, Seat seat, IIceLease? lease)
    {
        var ice = lease?.Configuration ?? seat.Ice;
        return new JoinedMessage(
            message.RoomId.Value,
            message.Uid.Value,
            seat.Secret.Value,
            ice.IceServers,
            ice.IceTransportPolicy,
            (int)server.Options.KeepaliveInterval.TotalSeconds,
            seat.IsResumable ? (int)server.Options.ResumeTimeout.TotalSeconds : null);
    }

    private void Sit(Participant participant, Antechamber antechamber, IIceLease? lease)
    {
        antechamber.Enter(lease);
        Volatile.Write(ref _participant, participant);
    }

    private ErrorMessage? Leave(Participant participant, bool hold)
    {
        participant.Room.Leave(participant, hold);
        NoticeDeparture();
        return null;
    }

    private ErrorMessage? Park(Participant participant, in ClientMessage message, ReadOnlySpan<byte> utf8)
    {
        var outcome = message.Command is ClientCommand.OfferPreview
            ? ParkPreview(participant, utf8, message.Seq)
            : ParkUnaddressed(participant, message, UnaddressedMessage.CopyOf(utf8));
        return outcome switch
        {
            ParkOutcome.SomebodyIsThere => Refusals.NotAlone(message.RoomId),
            ParkOutcome.NoOffer => Refusals.NoOfferKept(message.RoomId),
            ParkOutcome.TooLarge => Refusals.TooLargeToKeep(message.RoomId, server.Options),
            _ => null,
        };
    }

    private ParkOutcome ParkPreview(Participant participant, ReadOnlySpan<byte> utf8, long seq)
    {
        var room = participant.Room;
        var outcome = room.ParkPreview(participant, utf8.ToArray(), seq);
        if (outcome is ParkOutcome.Done && room.ReadPreview() is { } preview) server.Lookers.Show(room.Id, preview);
        return outcome;
    }

    private ParkOutcome ParkUnaddressed(Participant participant, in ClientMessage message, in UnaddressedMessage copy) =>
        message.Command is ClientCommand.Candidate ? participant.Room.ParkCandidate(participant, copy, message.Seq)
        : copy.HasEmptyMsg ? participant.Room.ParkOffer(participant, null, message.Seq)
        : participant.Room.ParkOffer(participant, new ParkedOffer(copy, server.Options, server.Time), message.Seq);

    // Whoever sees it first, read loop or sweep: from now on they are outside of a room.
    private void NoticeDeparture()
    {
        if (Volatile.Read(ref _participant) is not { HasLeft: true } left) return;

        if (Interlocked.CompareExchange(ref _participant, null, left) == left) Volatile.Write(ref _unjoinedSince, server.Time.GetTimestamp());
    }
}
