using System.Globalization;

namespace Duet.TestKit.Fuzz;

/// <summary>
/// How far a fuzz test goes. As a part of its suite it makes the same steps each time. <c>DUET_FUZZ_SECONDS</c> lets it go on for so long, and
/// <c>DUET_FUZZ_SEED</c> begin elsewhere.
/// </summary>
public static class FuzzRun
{
    /// <summary>Where chance begins.</summary>
    public static int Seed(int otherwise) => Setting("DUET_FUZZ_SEED", otherwise);

    /// <summary>Repeats a step as often as <paramref name="steps"/> says, or for as long as was asked for, and returns how often.</summary>
    public static int Repeat(int steps, Action step)
    {
        var seconds = Setting("DUET_FUZZ_SECONDS", 0);
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        var done = 0;
        while (seconds == 0 ? done < steps : clock.GetElapsedTime(start).TotalSeconds < seconds)
        {
            step();
            done++;
        }

        return done;
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
