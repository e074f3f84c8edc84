using System.Net;
using Duet.Signaling.Messages;
using Duet.Signaling.Seats;
using Duet.Signaling.Sessions;

namespace Duet.Signaling.Rooms;

/// <summary>
/// Two seats. The gate orders everything that happens to them: messages are posted inside of it, so both participants see one order of
/// events, and flushed outside of it, so no network code ever runs under the gate.
/// </summary>
/// <param name="id">Its name.</param>
/// <param name="onClosed">Called outside of the gate when the last seat is free: the room wants to be taken out of the directory.</param>
internal sealed class Room(RoomId id, Action<Room>? onClosed = null)
{
    private readonly Lock _gate = new();
    private SeatPair _seats;
    private bool _closed;

    public RoomId Id { get; } = id;

    /// <summary>How long a seat at which nobody sits is kept at most for a page that is reloaded; null where none is.</summary>
    public TimeSpan? KeptFor
    {
        get
        {
            lock (_gate) return _seats.KeptFor;
        }
    }

    /// <summary>Seats a newcomer and tells both sides.</summary>
    /// <param name="newcomer">Who comes.</param>
    /// <param name="joined">Their first message.</param>
    /// <param name="answered">To whom their answer to a preview went before they came; null where none did.</param>
    public JoinOutcome Join(Participant newcomer, ReadOnlySpan<byte> joined, Participant? answered)
    {
        Participant? other;
        lock (_gate)
        {
            if (_closed) return JoinOutcome.RoomClosed;
            if (_seats.Of(newcomer.Uid) is not null) return JoinOutcome.UidInUse;
            if (_seats.IsFull) return JoinOutcome.RoomFull;

            other = _seats.WhoWaits;
            newcomer.Seat.Room = this;
            newcomer.Seat.Participant = newcomer;
            _seats.Add(newcomer.Seat);
            newcomer.Greet(joined);
            if (other is not null) Introduce(newcomer, other, other == answered);
        }

        newcomer.Flush();
        other?.Flush();
        return JoinOutcome.Seated;
    }

    /// <summary>The seat that a name and a secret belong to; null where there is none.</summary>
    public Seat? Find(Uid uid, SeatSecret secret)
    {
        lock (_gate)
        {
            return _seats.Of(uid) is { } seat && seat.Secret.Matches(secret) ? seat : null;
        }
    }

    /// <summary>
    /// Gives a seat to another connection: its participant goes on where they were, or another takes their place. The former connection, where
    /// there still is one, is ended.
    /// </summary>
    /// <returns>Who sits there now; null where the seat is over, as it is, too, where more was missed than is kept.</returns>
    public Participant? Resume(Resumption resumption)
    {
        var seat = resumption.Seat;
        Participant? resumed, other;
        ClientConnection? former;
        lock (_gate)
        {
            if (!_seats.Has(seat)) return null;
            if (seat.Participant is null && resumption.LastSeen is not null) return null; // Kept for a page that knows nothing.

            other = _seats.Across(seat);
            former = seat.Participant?.Connection;
            resumed = resumption.LastSeen is not { } lastSeen ? StartOver(resumption, other)
                : seat.Participant!.CanResumeAfter(lastSeen) ? GoOn(resumption, seat.Participant, other)
                : null;
            if (resumed is null) Free(seat);
        }

        former?.End(SessionEnd.TakenOver);
        if (resumed is null) AfterFreeing(seat, other);
        resumed?.Flush();
        other?.Flush();
        return resumed;
    }

    /// <summary>Frees somebody's seat and tells who remains. True where nobody does. Nothing happens where they sit here no more.</summary>
    /// <param name="leaver">Who leaves.</param>
    /// <param name="hold">Whether the seat itself is kept for a while, for a page that is reloaded.</param>
    public bool Leave(Participant leaver, bool hold = false)
    {
        Participant? other;
        bool isFree;
        lock (_gate)
        {
            if (!_seats.Has(leaver)) return false;

            other = _seats.OtherThan(leaver);
            isFree = Vacate(leaver.Seat, hold);
        }

        return AfterLeaving(leaver.Seat, other, isFree);
    }

    /// <summary>The same for whoever sits on a seat, or will. False where it is not here any more.</summary>
    public bool Leave(Seat seat, bool hold)
    {
        Participant? other;
        bool isFree;
        lock (_gate)
        {
            if (!_seats.Has(seat)) return false;
            if (hold && seat is { IsFresh: true, Participant.Connection: not null }) return true; // said by the page before

            other = _seats.Across(seat);
            isFree = Vacate(seat, hold);
        }

        AfterLeaving(seat, other, isFree);
        return true;
    }

    /// <summary>Somebody's connection is gone: their seat is held, where it can be, or free. Nothing happens where they have another already.</summary>
    public void Drop(Participant participant, ClientConnection connection)
    {
        Participant? other;
        bool isHeld;
        lock (_gate)
        {
            if (!_seats.Has(participant) || participant.Connection != connection) return;

            other = _seats.OtherThan(participant);
            isHeld = participant.Seat.TryHold(forReload: false, connection.Address);
            if (isHeld) participant.GoAway();
            else Free(participant.Seat);
            if (isHeld) other?.Post(new PeerAwayMessage(participant.Uid.Value).ToUtf8());
        }

        AfterLeaving(participant.Seat, other, isFree: !isHeld);
    }

    /// <summary>Frees a seat that nobody took back in time.</summary>
    public void EndIfExpired(Seat seat, long now)
    {
        Participant? other;
        lock (_gate)
        {
            if (!_seats.Has(seat) || !seat.IsExpired(now)) return;

            other = _seats.Across(seat);
            Free(seat);
        }

        AfterFreeing(seat, other);
    }

    /// <summary>Frees the seat of somebody who is away and has missed more than is kept.</summary>
    public void EndIfLost(Participant participant)
    {
        Participant? other;
        lock (_gate)
        {
            if (!_seats.Has(participant) || !participant.IsLost) return;

            other = _seats.OtherThan(participant);
            Free(participant.Seat);
        }

        AfterFreeing(participant.Seat, other);
    }

    /// <summary>Lets go of what somebody has got, where they say so over the connection that they have now.</summary>
    public void Acknowledge(Participant participant, ClientConnection connection, long lastSeen)
    {
        lock (_gate)
        {
            if (participant.Connection == connection) participant.Forget(lastSeen);
        }
    }

    /// <summary>Whether a message that is refused is a new one.</summary>
    public bool TakesUp(Participant sender, long seq)
    {
        lock (_gate)
        {
            return sender.TakesUp(seq);
        }
    }

    /// <summary>Hands a message to the other participant. False where nobody of that name sits across.</summary>
    /// <param name="sender">Who says it.</param>
    /// <param name="remoteUid">To whom.</param>
    /// <param name="message">What they say.</param>
    /// <param name="seq">The sender's number of it, 0 for none: what was handled before is passed over.</param>
    public bool Forward(Participant sender, Uid remoteUid, ReadOnlySpan<byte> message, long seq = 0)
    {
        Participant? other;
        lock (_gate)
        {
            if (!sender.TakesUp(seq)) return true;

            other = _seats.OtherThan(sender);
            if (other is null || other.Uid != remoteUid) return false;
            other.Post(message);
        }

        other.Flush();
        return true;
    }

    /// <summary>Keeps an offer for whoever comes, in place of the one before, which is over whatever becomes of this one.</summary>
    /// <param name="sender">Who makes it.</param>
    /// <param name="offer">The offer; null to take the one before back.</param>
    /// <param name="seq">The sender's number of it, 0 for none.</param>
    public ParkOutcome ParkOffer(Participant sender, ParkedOffer? offer, long seq = 0)
    {
        lock (_gate)
        {
            if (!sender.TakesUp(seq)) return ParkOutcome.Repeated;

            sender.Parked = null;
            if (_seats.OtherThan(sender) is not null) return ParkOutcome.SomebodyIsThere;
            if (offer is { IsTooLarge: true }) return ParkOutcome.TooLarge;

            sender.Parked = offer;
            return ParkOutcome.Done;
        }
    }

    /// <summary>Sends a candidate the way of the sender's last offer to nobody: it is kept with it, or follows it to the one who came.</summary>
    public ParkOutcome ParkCandidate(Participant sender, in UnaddressedMessage candidate, long seq = 0)
    {
        Participant? other;
        lock (_gate)
        {
            if (!sender.TakesUp(seq)) return ParkOutcome.Repeated;
            if (sender.Parked is not { IsExpired: false } parked) return ParkOutcome.NoOffer;

            other = _seats.OtherThan(sender);
            if (other is null) return parked.TryAdd(candidate) ? ParkOutcome.Done : ParkOutcome.TooLarge;
            other.Post(candidate.AddressedTo(other.Uid));
        }

        other.Flush();
        return ParkOutcome.Done;
    }

    /// <summary>Keeps what those who prepare may see of the sender's parked offer. Done, and nothing kept, where somebody was handed it a moment ago.</summary>
    public ParkOutcome ParkPreview(Participant sender, byte[] preview, long seq = 0)
    {
        lock (_gate)
        {
            if (!sender.TakesUp(seq)) return ParkOutcome.Repeated;
            if (sender.Parked is not { IsExpired: false } parked) return ParkOutcome.NoOffer;
            if (_seats.OtherThan(sender) is not null) return ParkOutcome.Done;
            return parked.TryPreview(preview) ? ParkOutcome.Done : ParkOutcome.TooLarge;
        }
    }

    /// <summary>The preview of the offer of whoever waits here alone; null where there is none.</summary>
    public byte[]? ReadPreview()
    {
        lock (_gate)
        {
            return _seats.WhoWaits?.Parked?.Preview;
        }
    }

    /// <summary>Hands a looker's answer to the one whose preview it answers. Null where they do not wait any more, or not with that.</summary>
    public Participant? ForwardToWaiting(Uid remoteUid, ReadOnlySpan<byte> answer)
    {
        Participant? waiting;
        lock (_gate)
        {
            waiting = _seats.WhoWaits;
            if (waiting is null || waiting.Uid != remoteUid || waiting.Parked?.Preview is null) return null;
            waiting.Post(answer);
        }

        waiting.Flush();
        return waiting;
    }

    /// <summary>Drops an offer that nobody came for in time.</summary>
    public void DropExpiredOffer()
    {
        lock (_gate)
        {
            if (_seats.WhoWaits is { Parked.IsExpired: true } waiting) waiting.Parked = null;
        }
    }

    private static void Introduce(Participant newcomer, Participant other, bool hasAnswered)
    {
        bool? previewed = hasAnswered ? true : null;
        newcomer.Post(new RespJoinMessage(other.Uid.Value, previewed).ToUtf8());
        if (other.Parked is { IsExpired: true }) other.Parked = null;
        other.Parked?.HandOver(newcomer);
        if (other.Connection is null) newcomer.Post(new PeerAwayMessage(other.Uid.Value).ToUtf8());
        other.Post(new NewPeerMessage(newcomer.Uid.Value, other.Parked is null ? null : true, previewed).ToUtf8());
    }

    private static Participant GoOn(Resumption resumption, Participant participant, Participant? other)
    {
        var wasAway = participant.Connection is null;
        TakeBack(resumption);
        participant.Resume(
            resumption.Connection, resumption.LastSeen!.Value, (resumption.Joined with { LastSeen = participant.Handled }).ToUtf8());
        if (wasAway) other?.Post(new PeerBackMessage(participant.Uid.Value).ToUtf8());
        return participant;
    }

    private static void TakeBack(Resumption resumption)
    {
        resumption.Seat.Release();
        if (resumption.Lease is { } lease) resumption.Seat.Renew(lease);
    }

    private Participant StartOver(Resumption resumption, Participant? other)
    {
        Depart(resumption.Seat);
        TakeBack(resumption);
        var newcomer = resumption.Seat.OccupyAnew(resumption.Connection);
        newcomer.Greet((resumption.Joined with { LastSeen = 0 }).ToUtf8());
        if (other is not null) Introduce(newcomer, other, other == resumption.Answered);
        return newcomer;
    }

    // True where the seat is free now. Kept for a reload before, it stays so, and no longer than it was to.
    private bool Vacate(Seat seat, bool hold)
    {
        if (hold && seat.Participant is null) return false;

        if (hold && seat.TryHold(forReload: true, seat.Participant!.Connection?.Address ?? IPAddress.None))
        {
            Depart(seat);
            return false;
        }

        Free(seat);
        return true;
    }

    private void Free(Seat seat)
    {
        Depart(seat);
        _seats.Remove(seat);
        _closed = _seats.IsEmpty;
        seat.Release();
    }

    // Whoever sat there is gone for good, and the other is told.
    private void Depart(Seat seat)
    {
        if (seat.Participant is not { } leaver) return;

        var other = _seats.OtherThan(leaver);
        leaver.Leave();
        seat.Participant = null;
        if (other is null) return;

        other.Parked = null; // Whoever comes next has no part in what was offered to the leaver.
        other.Post(new PeerLeaveMessage(leaver.Uid.Value).ToUtf8());
    }

    private bool AfterLeaving(Seat seat, Participant? other, bool isFree)
    {
        if (isFree) return AfterFreeing(seat, other);

        other?.Flush();
        return false;
    }

    // Outside of the gate, by whoever freed the seat. True where the room is closed.
    private bool AfterFreeing(Seat seat, Participant? other)
    {
        other?.Flush();
        seat.End();
        bool isClosed;
        lock (_gate) isClosed = _closed;
        if (isClosed) onClosed?.Invoke(this);
        return isClosed;
    }
}
