using System.Diagnostics;
using Duet.Signaling.Messages;

namespace Duet.Signaling.Rooms;

/// <summary>
/// Two seats. The gate orders everything that happens to them: messages are posted inside of it, so both participants see one order of
/// events, and flushed outside of it, so no network code ever runs under the gate.
/// </summary>
internal sealed class Room(RoomId id)
{
    private readonly Lock _gate = new();
    private Participant? _first;
    private Participant? _second;
    private bool _closed;

    public RoomId Id { get; } = id;

    private Participant? WhoWaits => _first is null || _second is null ? _first ?? _second : null;

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
            if (_first?.Uid == newcomer.Uid || _second?.Uid == newcomer.Uid) return JoinOutcome.UidInUse;
            if (_first is not null && _second is not null) return JoinOutcome.RoomFull;

            other = _first ?? _second;
            if (_first is null) _first = newcomer;
            else _second = newcomer;

            newcomer.Post(joined);
            if (other is not null) Introduce(newcomer, other, other == answered);
        }

        newcomer.Flush();
        other?.Flush();
        return JoinOutcome.Seated;
    }

    /// <summary>Hands a message to the other participant. False where nobody of that name sits across.</summary>
    public bool Forward(Participant sender, Uid remoteUid, ReadOnlySpan<byte> message)
    {
        Participant? other;
        lock (_gate)
        {
            other = OtherThan(sender);
            if (other is null || other.Uid != remoteUid) return false;
            other.Post(message);
        }

        other.Flush();
        return true;
    }

    /// <summary>Keeps an offer for whoever comes, in place of the one before, which is over whatever becomes of this one.</summary>
    /// <param name="sender">Who makes it.</param>
    /// <param name="offer">The offer; null to take the one before back.</param>
    public ParkOutcome ParkOffer(Participant sender, ParkedOffer? offer)
    {
        lock (_gate)
        {
            sender.Parked = null;
            if (OtherThan(sender) is not null) return ParkOutcome.SomebodyIsThere;
            if (offer is { IsTooLarge: true }) return ParkOutcome.TooLarge;

            sender.Parked = offer;
            return ParkOutcome.Done;
        }
    }

    /// <summary>Sends a candidate the way of the sender's last offer to nobody: it is kept with it, or follows it to the one who came.</summary>
    public ParkOutcome ParkCandidate(Participant sender, in UnaddressedMessage candidate)
    {
        Participant? other;
        lock (_gate)
        {
            if (sender.Parked is not { IsExpired: false } parked) return ParkOutcome.NoOffer;

            other = OtherThan(sender);
            if (other is null) return parked.TryAdd(candidate) ? ParkOutcome.Done : ParkOutcome.TooLarge;
            other.Post(candidate.AddressedTo(other.Uid));
        }

        other.Flush();
        return ParkOutcome.Done;
    }

    /// <summary>Keeps what those who prepare may see of the sender's parked offer. Done, and nothing kept, where somebody was handed it a moment ago.</summary>
    public ParkOutcome ParkPreview(Participant sender, byte[] preview)
    {
        lock (_gate)
        {
            if (sender.Parked is not { IsExpired: false } parked) return ParkOutcome.NoOffer;
            if (OtherThan(sender) is not null) return ParkOutcome.Done;
            return parked.TryPreview(preview) ? ParkOutcome.Done : ParkOutcome.TooLarge;
        }
    }

    /// <summary>The preview of the offer of whoever waits here alone; null where there is none.</summary>
    public byte[]? ReadPreview()
    {
        lock (_gate)
        {
            return WhoWaits?.Parked?.Preview;
        }
    }

    /// <summary>Hands a looker's answer to the one whose preview it answers. Null where they do not wait any more, or not with that.</summary>
    public Participant? ForwardToWaiting(Uid remoteUid, ReadOnlySpan<byte> answer)
    {
        Participant? waiting;
        lock (_gate)
        {
            waiting = WhoWaits;
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
            if ((_first ?? _second) is { Parked.IsExpired: true } waiting) waiting.Parked = null;
        }
    }

    /// <summary>Frees a seat and tells who remains. True where nobody does: the room is closed and wants to be taken out of the directory.</summary>
    public bool Leave(Participant leaver)
    {
        Participant? other;
        lock (_gate)
        {
            other = OtherThan(leaver);
            if (_first == leaver) _first = null;
            else _second = null;

            _closed = other is null;
            leaver.Parked = null;
            if (other is not null)
            {
                other.Parked = null; // Whoever comes next has no part in what was offered to the leaver.
                other.Post(new PeerLeaveMessage(leaver.Uid.Value).ToUtf8());
            }
        }

        other?.Flush();
        return other is null;
    }

    private static void Introduce(Participant newcomer, Participant other, bool hasAnswered)
    {
        bool? previewed = hasAnswered ? true : null;
        newcomer.Post(new RespJoinMessage(other.Uid.Value, previewed).ToUtf8());
        if (other.Parked is { IsExpired: true }) other.Parked = null;
        other.Parked?.HandOver(newcomer);
        other.Post(new NewPeerMessage(newcomer.Uid.Value, other.Parked is null ? null : true, previewed).ToUtf8());
    }

    private Participant? OtherThan(Participant participant)
    {
        Debug.Assert(_first == participant || _second == participant, "Only who holds a seat here speaks and leaves.");
        return _first == participant ? _second : _first;
    }
}
