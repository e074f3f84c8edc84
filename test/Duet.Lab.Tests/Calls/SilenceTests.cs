using Duet.Lab.Calls;

namespace Duet.Lab.Tests.Calls;

public sealed class SilenceTests
{
    // Seconds 0 to 10, with sound in all but those of the fault: 3 up to 6.
    private static readonly IReadOnlyList<PageSample> _samples = Samples(second => second is >= 3 and < 6);

    [Fact]
    public void Longest_SoundWasAway_IsFromTheLastToTheNext() => Assert.Equal(Seconds(4), Silence.Longest(_samples, Audio, 0, 10_000));

    [Fact]
    public void Longest_UntilItsMiddle_IsCutOff() => Assert.Equal(Seconds(3), Silence.Longest(_samples, Audio, 0, 5_000));

    [Fact]
    public void BackAfter_SoundCameBackLater_IsHowMuchLater() => Assert.Equal(Seconds(1), Silence.BackAfter(_samples, Audio, 2_000, 5_000, 10_000));

    [Fact]
    public void BackAfter_SoundWasBackBefore_IsZero() => Assert.Equal(TimeSpan.Zero, Silence.BackAfter(Samples(_ => false, every: 100), Audio, 2_000, 5_000, 10_000));

    [Fact]
    public void BackAfter_SoundNeverCame_IsNull() => Assert.Null(Silence.BackAfter(Samples(second => second >= 3), Audio, 2_000, 5_000, 10_000));

    private static IReadOnlyList<PageSample> Samples(Func<double, bool> isSilent, int every = 1000)
    {
        var audio = 0;
        return [.. Enumerable.Range(0, (10_000 / every) + 1).Select(number => new PageSample(number * every, audio += isSilent(number * every / 1000.0) ? 0 : 1, 0, "connected", true, "host", "host", ""))];
    }

    private static long Audio(PageSample sample) => sample.Audio;

    private static TimeSpan Seconds(double count) => TimeSpan.FromSeconds(count);
}
