using Duet.Signaling.Ice;
using Duet.Signaling.Sessions;

namespace Duet.Signaling.Rooms;

/// <summary>
/// Somebody who holds a seat in a room. Everything a room says to them goes through <see cref="Post"/>, whose order is the room's order;
/// the session behind it is known nowhere else, so that a seat can outlive a connection.
/// </summary>
internal sealed class Participant(Uid uid, SessionOutbox outbox, IIceLease ice)
{
    public Uid Uid { get; } = uid;

    /// <summary>What takes this seat back after a lost connection.</summary>
    public SeatSecret Seat { get; } = SeatSecret.Create();

    /// <summary>Their credentials for the relay, which end with the seat.</summary>
    public IIceLease Ice { get; } = ice;

    /// <summary>
    /// Their offer to whoever comes; once somebody has, the mark that they have it. Null for whoever makes none, which is most. Belongs to the
    /// room, and changes inside of its gate only.
    /// </summary>
    public ParkedOffer? Parked { get; set; }

    /// <summary>Puts a message into the outbox. Sends nothing yet, so it may be called while a room is locked.</summary>
    public void Post(ReadOnlySpan<byte> message) => outbox.Post(message);

    /// <summary>Sends what was posted. Runs network code: never to be called while a room is locked.</summary>
    public void Flush() => outbox.Flush();
}
