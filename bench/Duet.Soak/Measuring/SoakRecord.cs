using System.Globalization;
using Duet.Soak.Checks;

namespace Duet.Soak.Measuring;

/// <summary>What a run has found.</summary>
/// <param name="Before">The server before the first client.</param>
/// <param name="Course">The server while clients came and went.</param>
/// <param name="After">The server when all have left and no seat is held any more.</param>
/// <param name="Tally">What has happened.</param>
/// <param name="Faults">What was wrong.</param>
internal sealed record SoakRecord(ServerSample Before, Course Course, ServerSample After, Tally Tally, Faults Faults)
{
    private const int HandlesToSpare = 10;
    private const double MostGrowth = 1.15;

    /// <summary>How the last fifth's memory compares with the second's, whose heap has found its size.</summary>
    public double Growth => Course.Median(Course.Parts - 1, sample => sample.ResidentBytes) / Course.Median(1, sample => sample.ResidentBytes);

    /// <summary>Why the run has failed, a sentence each; empty where it has not.</summary>
    public IReadOnlyList<string> Verdict
    {
        get
        {
            List<string> verdict = [];
            if (Faults.Count > 0) verdict.Add($"Clients or browsers found {Faults.Count} faults.");
            if (Tally[Event.Forwarded] == 0) verdict.Add("No message was forwarded.");
            if (After.Handles > Before.Handles + HandlesToSpare) verdict.Add($"{After.Handles} handles are open, where {Before.Handles} were at first.");
            if (!(Growth <= MostGrowth))
                verdict.Add(string.Create(CultureInfo.InvariantCulture, $"Memory grew to {Growth:0.00} times that of the second fifth."));
            return verdict;
        }
    }
}
