namespace Duet.Soak.Measuring;

/// <summary>The samples of a run, in fifths of its time; those of the warm-up are left out.</summary>
internal sealed class Course(TimeSpan duration, TimeSpan warmup)
{
    public const int Parts = 5;

    private readonly List<ServerSample>[] _parts = [.. Enumerable.Range(0, Parts).Select(_ => new List<ServerSample>())];

    public void Add(ServerSample sample)
    {
        if (sample.At < warmup) return;

        var part = (int)Math.Ceiling(Parts * (sample.At / duration)) - 1;
        _parts[Math.Clamp(part, 0, Parts - 1)].Add(sample);
    }

    /// <summary>The median of one fifth, counted from 0; NaN where it has no sample.</summary>
    public double Median(int part, Func<ServerSample, double> value)
    {
        var sorted = _parts[part].Select(value).Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
