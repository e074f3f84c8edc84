namespace Duet.Lab.Faults;

/// <summary>What a fault did to a call, once; of each figure the worse of the two sides.</summary>
/// <param name="SoundBack">From the moment when a path existed again, and the browser knew of the address that it needs for it; null where sound did not come back.</param>
/// <param name="Known">Until the browser knew of its new address, from when it had one; null where it has none.</param>
/// <param name="Silent">The longest time without sound.</param>
/// <param name="Blind">The longest time without a new picture.</param>
/// <param name="Lost">Messages through the server that did not arrive.</param>
/// <param name="Doubled">Messages through the server that arrived twice.</param>
/// <param name="Complaint">What is wrong; null where nothing is.</param>
internal sealed record FaultMeasurement(
    TimeSpan? SoundBack,
    TimeSpan? Known,
    TimeSpan Silent,
    TimeSpan Blind,
    int Lost,
    int Doubled,
    string? Complaint);

/// <summary>All rounds of one fault.</summary>
/// <param name="Fault">What was done.</param>
/// <param name="Rounds">What came of it, at least once.</param>
internal sealed record FaultResult(Fault Fault, IReadOnlyList<FaultMeasurement> Rounds)
{
    /// <summary>Sound is back within this of a path, in 95 of 100 rounds.</summary>
    public static readonly TimeSpan MostUntilSound = TimeSpan.FromSeconds(2);

    /// <summary>The 95th percentile; null where sound did not come back that often.</summary>
    public TimeSpan? SoundBack => P95([.. Rounds.Select(round => round.SoundBack ?? TimeSpan.MaxValue)]) is var time && time == TimeSpan.MaxValue ? null : time;

    public TimeSpan? Known => Rounds.Any(round => round.Known is not null) ? P95([.. Rounds.Select(round => round.Known ?? TimeSpan.Zero)]) : null;

    public TimeSpan Silent => P95([.. Rounds.Select(round => round.Silent)]);

    public TimeSpan Blind => P95([.. Rounds.Select(round => round.Blind)]);

    public int Lost => Rounds.Sum(round => round.Lost);

    public int Doubled => Rounds.Sum(round => round.Doubled);

    /// <summary>What is wrong; null where nothing is.</summary>
    public string? Complaint =>
        Rounds.Select(round => round.Complaint).FirstOrDefault(complaint => complaint is not null)
        ?? (SoundBack is not { } back || back > MostUntilSound ? "sound is back too late" : null)
        ?? (Fault.PathStays && Silent > MostUntilSound ? "silent for too long" : null)
        ?? (Lost + Doubled > 0 ? "messages lost or doubled" : null);

    // The smallest value that 95 of 100 do not exceed: of less than 20 rounds, the worst.
    private static TimeSpan P95(List<TimeSpan> values)
    {
        values.Sort();
        return values[(int)Math.Ceiling(values.Count * 0.95) - 1];
    }
}
