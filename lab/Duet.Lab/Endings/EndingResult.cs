namespace Duet.Lab.Endings;

/// <summary>How soon the other person was told, in all rounds of one ending.</summary>
/// <param name="Ending">How the call was ended.</param>
/// <param name="Rounds">How long it took, at least once; null where they were never told.</param>
/// <param name="Fault">What went wrong before that; null where nothing did.</param>
internal sealed record EndingResult(Ending Ending, IReadOnlyList<TimeSpan?> Rounds, string? Fault)
{
    /// <summary>The worst; null where one was never told.</summary>
    public TimeSpan? Told => Rounds.Contains(null) ? null : Rounds.Max();

    /// <summary>What is wrong; null where nothing is.</summary>
    public string? Complaint => Fault ?? (Told is not { } told || told > Ending.MostUntilTold ? "told too late" : null);
}
