using System.Diagnostics;

namespace Duet.Load.Measuring;

/// <summary>Durations, kept one by one, so that percentiles are exact.</summary>
internal sealed class Samples(int expected)
{
    private readonly List<long> _ticks = new(expected);
    private bool _sorted;

    public int Count => _ticks.Count;

    public void Add(long stopwatchTicks)
    {
        _ticks.Add(stopwatchTicks);
        _sorted = false;
    }

    /// <summary>The smallest sample, in ms, that <paramref name="percent"/> of all samples do not exceed; 100 is the maximum.</summary>
    public double Percentile(double percent)
    {
        if (_ticks.Count == 0) return double.NaN;
        if (!_sorted) _ticks.Sort();
        _sorted = true;
        var rank = (int)Math.Ceiling(percent / 100 * _ticks.Count);
        return _ticks[Math.Clamp(rank - 1, 0, _ticks.Count - 1)] * 1000.0 / Stopwatch.Frequency;
    }
}
