namespace Duet.Lab.Wires;

/// <summary>
/// One way over a wire: gives everything back some time after it came. In the order in which it came, unless the quality asks for another.
/// For one thread at a time; the quality may be changed by any.
/// </summary>
/// <param name="capacity">How many may be under way; more are lost.</param>
/// <param name="time">The clock.</param>
/// <param name="random">For jitter and order.</param>
internal sealed class FrameSchedule<T>(int capacity, TimeProvider time, Random random)
{
    private readonly PriorityQueue<T, (long Due, long Number)> _underWay = new();
    private volatile WireQuality _quality = new();
    private long _number;
    private long _lastDue = long.MinValue;

    public WireQuality Quality { get => _quality; set => _quality = value; }

    /// <summary>How many were lost because too many were under way.</summary>
    public long Overflowed { get; private set; }

    /// <summary>Takes one, unless the wire is cut or full.</summary>
    public void Add(T item)
    {
        var quality = Quality;
        if (quality.IsCut) return;

        if (_underWay.Count >= capacity)
        {
            Overflowed++;
            return;
        }

        _underWay.Enqueue(item, (DueOf(quality), _number++));
    }

    /// <summary>Takes the next one out, if its time has come.</summary>
    /// <param name="item">What was taken.</param>
    /// <param name="wait">How long until the next may be taken; zero where one was, and the largest value where nothing is under way.</param>
    public bool TryTake(out T? item, out TimeSpan wait)
    {
        (item, wait) = (default, TimeSpan.MaxValue);
        if (!_underWay.TryPeek(out var next, out var place)) return false;

        var now = time.GetTimestamp();
        wait = now >= place.Due ? TimeSpan.Zero : time.GetElapsedTime(now, place.Due);
        if (wait > TimeSpan.Zero) return false;

        item = next;
        _underWay.Dequeue();
        return true;
    }

    private long DueOf(WireQuality quality)
    {
        var due = time.GetTimestamp() + Stamps(quality.Delay) + (long)(random.NextDouble() * Stamps(quality.Jitter));
        if (quality.Reordered > 0 && random.NextDouble() < quality.Reordered) return due + Stamps(quality.ReorderedBy);

        // Never before an earlier one, also where the delay became shorter meanwhile.
        _lastDue = Math.Max(_lastDue, due);
        return _lastDue;
    }

    private long Stamps(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
