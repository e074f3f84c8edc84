using System.Collections.Concurrent;
using Duet.Signaling.Messages;
using Duet.Signaling.Seats;

namespace Duet.Signaling.Rooms;

/// <summary>All rooms with somebody in them. A room begins with its first participant and is gone with its last.</summary>
internal sealed class RoomDirectory
{
    private readonly ConcurrentDictionary<RoomId, Room> _rooms = new();
    private readonly Func<RoomId, Room> _open;

    public RoomDirectory() => _open = id => new Room(id, Remove);

    public int Count => _rooms.Count;

    /// <summary>Seats a participant.</summary>
    /// <param name="id">The room.</param>
    /// <param name="participant">Who comes.</param>
    /// <param name="joined">Their first message.</param>
    /// <param name="answered">To whom their answer to a preview went before they came; null where none did.</param>
    /// <param name="room">Where they sit; null unless the outcome is <see cref="JoinOutcome.Seated"/>.</param>
    public JoinOutcome Join(RoomId id, Participant participant, JoinedMessage joined, Participant? answered, out Room? room)
    {
        var joinedUtf8 = joined.ToUtf8();
        JoinOutcome outcome;
        do
        {
            room = _rooms.GetOrAdd(id, _open);
            outcome = room.Join(participant, joinedUtf8, answered);
            if (outcome is JoinOutcome.RoomClosed) Remove(room);
        }
        while (outcome is JoinOutcome.RoomClosed);

        if (outcome is not JoinOutcome.Seated) room = null;
        return outcome;
    }

    /// <summary>The seat that a room, a name and a secret belong to; null where there is none, whichever of them is wrong.</summary>
    public Seat? Find(RoomId id, Uid uid, SeatSecret secret) => _rooms.TryGetValue(id, out var room) ? room.Find(uid, secret) : null;

    /// <summary>How long a seat of a room is kept at most for a page that is reloaded; null where none is.</summary>
    public TimeSpan? KeptFor(RoomId id) => _rooms.TryGetValue(id, out var room) ? room.KeptFor : null;

    /// <summary>The preview of the offer that is parked in a room; null where there is none.</summary>
    public byte[]? ReadPreview(RoomId id) => _rooms.TryGetValue(id, out var room) ? room.ReadPreview() : null;

    /// <summary>Hands a looker's answer to the one whose preview it answers. Null where they do not wait there any more, or not with that.</summary>
    public Participant? ForwardToWaiting(RoomId id, Uid remoteUid, ReadOnlySpan<byte> answer) =>
        _rooms.TryGetValue(id, out var room) ? room.ForwardToWaiting(remoteUid, answer) : null;

    /// <summary>Drops the offers in all rooms that nobody came for in time.</summary>
    public void DropExpiredOffers()
    {
        foreach (var (_, room) in _rooms) room.DropExpiredOffer();
    }

    // Removes this very room, never a new one of the same name.
    private void Remove(Room room) => _rooms.TryRemove(new KeyValuePair<RoomId, Room>(room.Id, room));
}
