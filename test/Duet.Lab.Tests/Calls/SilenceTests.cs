using Duet.Lab.Calls;

namespace Duet.Lab.Tests.Calls;

public sealed class SilenceTests
{
    // Seconds 0 to 10, with sound each half of one but in those of the fault: 3 up to 6.
    private static readonly IReadOnlyList<PageSample> _samples = Samples(second => second is >= 3 and < 6);

    [Fact]
    public void Longest_SoundWasAway_IsFromTheLastToTheNext() => Assert.Equal(Seconds(3.5), Silence.Longest(_samples, Audio, 0, 10_000));

    [Fact]
    public void Longest_UntilItsMiddle_IsCutOff() => Assert.Equal(Seconds(2.5), Silence.Longest(_samples, Audio, 0, 5_000));

    [Fact]
    public void BackAfter_SoundCameBackLater_IsHowMuchLater() => Assert.Equal(Seconds(1), Silence.BackAfter(_samples, Audio, 2_000, 5_000, 10_000));

    [Fact]
    public void BackAfter_SoundWasBackBefore_IsZero() => Assert.Equal(TimeSpan.Zero, Silence.BackAfter(Samples(_ => false), Audio, 2_000, 5_000, 10_000));

    [Fact]
    public void BackAfter_SoundNeverCame_IsNull() => Assert.Null(Silence.BackAfter(Samples(second => second >= 3), Audio, 2_000, 5_000, 10_000));

    private static IReadOnlyList<PageSample> Samples(Func<double, bool> isSilent)
    {
        List<PageSample> samples = [];
        for (var (at, audio) = (0, 0); at <= 10_000; at += 500)
        {
            if (!isSilent(at / 1000.0)) audio++;
            samples.Add(new PageSample(at, audio, Frames: 0, "connected", Server: true, "host", "host", Protocol: ""));
        }

        return samples;
    }

    private static long Audio(PageSample sample) => sample.Audio;

    private static TimeSpan Seconds(double count) => TimeSpan.FromSeconds(count);
}
