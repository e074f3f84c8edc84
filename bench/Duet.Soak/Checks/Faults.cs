using System.Collections.Concurrent;

namespace Duet.Soak.Checks;

/// <summary>What was found wrong, with the time since the start; all are counted, and the first of them kept.</summary>
internal sealed class Faults(TimeProvider time)
{
    private const int Kept = 50;

    private readonly ConcurrentQueue<string> _first = new();
    private readonly long _start = time.GetTimestamp();
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public IReadOnlyCollection<string> First => _first;

    public void Add(string what)
    {
        if (Interlocked.Increment(ref _count) <= Kept) _first.Enqueue($"{time.GetElapsedTime(_start):hh\\:mm\\:ss} {what}");
    }
}
