using Duet.Signaling.Seats;
using Duet.Signaling.Sessions;

namespace Duet.Signaling.Rooms;

/// <summary>
/// Somebody who sits in a room, from the moment when the other is told of them to the moment when the other is told that they left. Everything
/// a room says to them goes through <see cref="Post"/>, whose order is the room's order; who can resume may be away meanwhile. Changes inside
/// of the room's gate only.
/// </summary>
/// <param name="seat">Where they sit.</param>
/// <param name="connection">How they came.</param>
/// <param name="unseen">What they have not confirmed; null for whoever cannot resume.</param>
internal sealed class Participant(Seat seat, ClientConnection connection, UnseenMessages? unseen = null)
{
    private volatile ClientConnection? _connection = connection;
    private volatile bool _hasLeft;
    private bool _hasMissed;
    private long _handled;

    public Seat Seat { get; } = seat;

    public Uid Uid => Seat.Uid;

    /// <summary>The room that they are in, once they are.</summary>
    public Room Room => Seat.Room!;

    /// <summary>How they are reached; null while they are away.</summary>
    public ClientConnection? Connection => _connection;

    /// <summary>Whether they sit nowhere any more. May be read outside of the gate.</summary>
    public bool HasLeft => _hasLeft;

    /// <summary>Whether they are away and have missed more than is kept for them.</summary>
    public bool IsLost => _hasMissed && _connection is null;

    /// <summary>
    /// Their offer to whoever comes; once somebody has, the mark that they have it. Null for whoever makes none, which is most. Belongs to the
    /// room, and changes inside of its gate only.
    /// </summary>
    public ParkedOffer? Parked { get; set; }

    /// <summary>Says something, or keeps it while they are away. Sends nothing yet, so it may be called while a room is locked.</summary>
    public void Post(ReadOnlySpan<byte> message)
    {
        _connection?.Post(message);
        if (unseen is not null && !unseen.Add(message) && _connection is null) _hasMissed = true;
    }

    /// <summary>Says <c>joined</c>, which does not count.</summary>
    public void Greet(ReadOnlySpan<byte> joined) => _connection?.Post(joined);

    /// <summary>Sends what was posted, or ends their seat where it was too much. Runs network code: never to be called while a room is locked.</summary>
    public void Flush()
    {
        if (IsLost) Room.EndIfLost(this);
        else _connection?.Flush();
    }

    /// <summary>Whether a message of theirs is a new one. It is not, where it was handled before and is sent again after a lost connection.</summary>
    /// <param name="seq">Their number of it; 0 for none.</param>
    public bool TakesUp(long seq)
    {
        if (unseen is null || seq == 0) return true;
        if (seq <= _handled) return false;

        _handled = seq;
        return true;
    }

    /// <summary>The greatest number of theirs that was handled.</summary>
    public long Handled => _handled;

    /// <summary>Lets go of what they have.</summary>
    public void Forget(long lastSeen) => unseen?.Forget(lastSeen);

    /// <summary>Whether everything is kept that they have not got.</summary>
    public bool CanResumeAfter(long lastSeen) => unseen is not null && unseen.Reaches(lastSeen);

    public void GoAway() => _connection = null;

    /// <summary>Goes on over another connection: <c>joined</c>, and then what they have not got.</summary>
    public void Resume(ClientConnection resumed, long lastSeen, ReadOnlySpan<byte> joined)
    {
        unseen!.Forget(lastSeen);
        _connection = resumed;
        _hasMissed = false;
        resumed.MakeRoomFor(unseen.Bytes);
        resumed.Post(joined);
        foreach (var message in unseen.Messages) resumed.Post(message);
    }

    public void Leave()
    {
        Parked = null;
        _hasLeft = true;
    }
}
