using Duet.Soak.Checks;
using Duet.Soak.Measuring;
using Duet.TestKit;

namespace Duet.Soak.Tests.Measuring;

public sealed class SoakRecordTests
{
    private static readonly TimeSpan _duration = TimeSpan.FromMinutes(10);

    private readonly Course _course = new(_duration, warmup: TimeSpan.FromMinutes(1));
    private readonly Tally _tally = new();
    private readonly Faults _faults = new(new ManualTimeProvider());

    public SoakRecordTests() => _tally.Count(Event.Forwarded);

    [Fact]
    public void Verdict_MemoryAndHandlesStay_IsEmpty()
    {
        AddMinutes(100, 100, 100, 100, 100, 100, 100, 100, 110, 114);

        Assert.Empty(Record(handlesAfter: 210).Verdict);
    }

    [Fact]
    public void Verdict_MemoryGrows_SaysSo()
    {
        AddMinutes(100, 100, 100, 100, 100, 100, 100, 100, 120, 120);

        Assert.Contains("1.20 times", Assert.Single(Record(handlesAfter: 200).Verdict), StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_HandlesStayOpen_SaysSo()
    {
        AddMinutes(100, 100, 100, 100, 100, 100, 100, 100, 100, 100);

        Assert.StartsWith("211 handles", Assert.Single(Record(handlesAfter: 211).Verdict), StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_AFault_SaysSo()
    {
        AddMinutes(100, 100, 100, 100, 100, 100, 100, 100, 100, 100);
        _faults.Add("a letter is lost");

        Assert.Contains("1 fault", Assert.Single(Record(handlesAfter: 200).Verdict), StringComparison.Ordinal);
    }

    [Fact]
    public void Median_SamplesOfTheWarmup_AreLeftOut()
    {
        _course.Add(Sample(TimeSpan.FromSeconds(59), 900));
        AddMinutes(100, 300);

        Assert.Equal(200, _course.Median(0, sample => sample.ResidentBytes));
        Assert.Equal(double.NaN, _course.Median(1, sample => sample.ResidentBytes));
    }

    private void AddMinutes(params ReadOnlySpan<long> resident)
    {
        for (var minute = 1; minute <= resident.Length; minute++) _course.Add(Sample(TimeSpan.FromMinutes(minute), resident[minute - 1]));
    }

    private SoakRecord Record(int handlesAfter) =>
        new(Sample(TimeSpan.Zero, 50), _course, Sample(_duration, 80) with { Handles = handlesAfter }, _tally, _faults);

    private static ServerSample Sample(TimeSpan at, long resident) => new(at, resident, 200, 20, 5);
}
