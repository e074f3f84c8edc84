namespace Duet.TestKit;

/// <summary>Measures what code takes from the heap.</summary>
public static class HeapUse
{
    /// <summary>
    /// What a collection adds to a thread's count: the rest of the piece of heap that the thread allocates from is counted as taken.
    /// </summary>
    public const long OfACollection = 8 * 1024;

    private const int Attempts = 5;

    /// <summary>
    /// Bytes that <paramref name="code"/> takes on this thread: the least of several runs, as a collection that other tests cause in between
    /// counts for something, while what the code itself takes is there in each of them.
    /// </summary>
    public static long Of(Action code)
    {
        var least = long.MaxValue;
        for (var attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            code();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
