namespace Duet.FirstFrame.Delay;

/// <summary>Gives everything back in the order in which it came, each thing a fixed time after it came. For one thread at a time.</summary>
/// <param name="delay">How long; zero or more.</param>
/// <param name="time">The clock.</param>
internal sealed class DelayQueue<T>(TimeSpan delay, TimeProvider time)
{
    private readonly Queue<(long Added, T Item)> _waiting = new();

    public bool IsEmpty => _waiting.Count == 0;

    public void Add(T item) => _waiting.Enqueue((time.GetTimestamp(), item));

    /// <summary>Takes the oldest, if its time has come.</summary>
    /// <param name="item">What was taken.</param>
    /// <param name="wait">How long until the oldest may be taken; zero where it was, or where nothing waits.</param>
    public bool TryTake(out T? item, out TimeSpan wait)
    {
        (item, wait) = (default, TimeSpan.Zero);
        if (!_waiting.TryPeek(out var oldest)) return false;

        wait = delay - time.GetElapsedTime(oldest.Added);
        if (wait > TimeSpan.Zero) return false;

        wait = TimeSpan.Zero;
        item = _waiting.Dequeue().Item;
        return true;
    }
}
