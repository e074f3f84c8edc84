namespace Duet.Signaling.Seats;

/// <summary>
/// What a room has said to a participant who can resume, from the first message on that they may not have. Both sides count, from 1, so a
/// message needs no number. Bounded in bytes; guarded by the room's gate.
/// </summary>
internal sealed class UnseenMessages(int maxBytes)
{
    private readonly Queue<byte[]> _messages = new();

    /// <summary>The number of the last message; 0 where nothing was said yet.</summary>
    public long Count { get; private set; }

    /// <summary>How much is kept.</summary>
    public int Bytes { get; private set; }

    /// <summary>Keeps a copy. False where others, or this one, fell out for it.</summary>
    public bool Add(ReadOnlySpan<byte> message)
    {
        _messages.Enqueue(message.ToArray());
        Count++;
        Bytes += message.Length;
        var isAllKept = Bytes <= maxBytes;
        while (Bytes > maxBytes) Drop();
        return isAllKept;
    }

    /// <summary>Lets go of what has arrived: all messages up to the number <paramref name="lastSeen"/>.</summary>
    public void Forget(long lastSeen)
    {
        while (_messages.Count > 0 && lastSeen > Count - _messages.Count) Drop();
    }

    /// <summary>Whether all that was said after the number <paramref name="lastSeen"/> is kept.</summary>
    public bool Reaches(long lastSeen) => lastSeen <= Count && lastSeen >= Count - _messages.Count;

    /// <summary>What is kept, in order.</summary>
    public IReadOnlyCollection<byte[]> Messages => _messages;

    private void Drop() => Bytes -= _messages.Dequeue().Length;
}
