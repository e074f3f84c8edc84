using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Duet.Signaling.Rooms;

/// <summary>Who looks at which room, so that they see the preview of an offer that is parked while they do.</summary>
internal sealed class LookerDirectory
{
    // A room has two seats. Whoever finds more than these before the door sees a preview when they ask again.
    private const int MostOfARoom = 8;

    private readonly ConcurrentDictionary<RoomId, ImmutableArray<Looker>> _rooms = new();

    /// <summary>Rooms that somebody looks at.</summary>
    public int RoomCount => _rooms.Count;

    public void Add(Looker looker) =>
        _rooms.AddOrUpdate(
            looker.RoomId,
            static (_, added) => [added],
            static (_, lookers, added) => lookers.Length < MostOfARoom ? lookers.Add(added) : lookers,
            looker);

    public void Remove(Looker looker)
    {
        while (_rooms.TryGetValue(looker.RoomId, out var lookers))
        {
            var others = lookers.Remove(looker);
            var isDone = others.IsEmpty
                ? _rooms.TryRemove(new KeyValuePair<RoomId, ImmutableArray<Looker>>(looker.RoomId, lookers))
                : _rooms.TryUpdate(looker.RoomId, others, lookers);
            if (isDone) return;
        }
    }

    /// <summary>Shows a preview to all who look at a room. Runs network code: never to be called while a room is locked.</summary>
    public void Show(RoomId roomId, ReadOnlySpan<byte> preview)
    {
        if (!_rooms.TryGetValue(roomId, out var lookers)) return;
        foreach (var looker in lookers) looker.Show(preview);
    }
}
