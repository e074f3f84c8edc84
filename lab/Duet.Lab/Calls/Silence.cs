namespace Duet.Lab.Calls;

/// <summary>How long something that should come all the time did not.</summary>
internal static class Silence
{
    /// <summary>From here on it is an interruption, and not just an uneven flow. Speech has pauses of that length.</summary>
    public static readonly TimeSpan Interruption = TimeSpan.FromSeconds(1);

    /// <summary>The longest time without anything new, from one moment to another.</summary>
    /// <param name="samples">What a page had, in order.</param>
    /// <param name="of">What should grow.</param>
    /// <param name="from">Milliseconds since 1970.</param>
    /// <param name="to">Milliseconds since 1970.</param>
    public static TimeSpan Longest(IReadOnlyList<PageSample> samples, Func<PageSample, long> of, double from, double to) =>
        TimeSpan.FromMilliseconds(Gaps(samples, of, from, to).Max(gap => gap.End - gap.Start));

    /// <summary>How long after a path existed again the last interruption was over; zero where none lasted so long, null where it never was.</summary>
    /// <param name="samples">What a page had, in order.</param>
    /// <param name="of">What should grow.</param>
    /// <param name="from">When it began to be disturbed.</param>
    /// <param name="pathExists">When a path existed again.</param>
    /// <param name="to">When the page was asked for the last time.</param>
    public static TimeSpan? BackAfter(IReadOnlyList<PageSample> samples, Func<PageSample, long> of, double from, double pathExists, double to)
    {
        var last = Gaps(samples, of, from, to).LastOrDefault(gap => gap.End > pathExists && gap.End - gap.Start >= Interruption.TotalMilliseconds);
        if (last == default) return TimeSpan.Zero;
        return last.End >= to ? null : TimeSpan.FromMilliseconds(last.End - pathExists);
    }

    /// <summary>The times between what came, the first cut off at the begin and the last at the end.</summary>
    private static List<(double Start, double End)> Gaps(IReadOnlyList<PageSample> samples, Func<PageSample, long> of, double from, double to)
    {
        List<(double Start, double End)> gaps = [];
        var (start, had) = (from, samples.LastOrDefault(sample => sample.At <= from) is { } first ? of(first) : 0);
        foreach (var sample in samples.Where(sample => sample.At > from && sample.At <= to))
        {
            if (of(sample) <= had) continue;
            gaps.Add((start, sample.At));
            (start, had) = (sample.At, of(sample));
        }

        gaps.Add((start, to));
        return gaps;
    }
}
