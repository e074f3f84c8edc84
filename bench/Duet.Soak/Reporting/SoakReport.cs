using System.Globalization;
using Duet.Soak.Checks;
using Duet.Soak.Measuring;

namespace Duet.Soak.Reporting;

/// <summary>What a run prints, as Markdown.</summary>
internal static class SoakReport
{
    private static readonly (string Name, string Format, Func<ServerSample, double> Value)[] _rows =
    [
        ("resident memory, MB", "0.0", sample => sample.ResidentBytes / 1e6),
        ("file descriptors, without assemblies", "0", sample => sample.Handles),
        ("threads", "0", sample => sample.Threads),
        ("CPU, % of one core", "0.0", sample => sample.CpuPercent),
    ];

    private static readonly (string Name, Event Counted)[] _counts =
    [
        ("joins", Event.Joined),
        ("of these, not the first", Event.JoinedAgain),
        ("leaves", Event.Left),
        ("connections dropped", Event.Dropped),
        ("clients that read nothing any more", Event.WentDeaf),
        ("clients shown out for malformed messages", Event.ShownOut),
        ("resumes", Event.Resumed),
        ("came back too late", Event.CameTooLate),
        ("silences", Event.FellSilent),
        ("malformed messages", Event.Babbled),
        ("messages sent", Event.Sent),
        ("messages forwarded", Event.Forwarded),
        ("messages refused, as the other had left", Event.Refused),
        ("peer-away", Event.PeerAway),
        ("peer-leave", Event.PeerLeft),
        ("WebSockets of browsers cut", Event.BrowserCut),
        ("looks at a browser's call", Event.BrowserSeen),
    ];

    /// <summary>A line while it goes on.</summary>
    public static string Describe(ServerSample sample, Tally tally, Faults faults) => string.Create(
        CultureInfo.InvariantCulture,
        $"- minute {sample.At.TotalMinutes:0}: {sample.ResidentBytes / 1e6:0.0} MB, {sample.Handles} descriptors, {sample.Threads} threads, "
        + $"CPU {sample.CpuPercent:0.0} %; {tally[Event.Joined]} joins, {tally[Event.Dropped]} drops, {tally[Event.Resumed]} resumes, "
        + $"{tally[Event.JoinedAgain]} joined again, {tally[Event.Forwarded]} messages forwarded; {faults.Count} faults");

    public static void Print(SoakRecord record)
    {
        PrintServer(record);
        PrintCounts(record.Tally);
        PrintVerdict(record);
    }

    private static void PrintServer(SoakRecord record)
    {
        Console.WriteLine("\n| server, medians | before the first client | 1st fifth, warm | 2nd | 3rd | 4th | last | all have left |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var (name, format, value) in _rows)
        {
            var parts = Enumerable.Range(0, Course.Parts).Select(part => record.Course.Median(part, value));
            var cells = parts.Prepend(value(record.Before)).Append(value(record.After)).Select(cell => cell.ToString(format, CultureInfo.InvariantCulture));
            Console.WriteLine($"| {name} | {string.Join(" | ", cells)} |");
        }
    }

    private static void PrintCounts(Tally tally)
    {
        Console.WriteLine("\n| what happened | times |\n|---|---:|");
        foreach (var (name, counted) in _counts) Console.WriteLine($"| {name} | {tally[counted]} |");
    }

    private static void PrintVerdict(SoakRecord record)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"\nMemory of the last fifth by that of the second: {record.Growth:0.00}. Faults: {record.Faults.Count}.\n"));
        foreach (var fault in record.Faults.First) Console.WriteLine($"- {fault}");
        foreach (var sentence in record.Verdict) Console.WriteLine($"FAILED: {sentence}");
        if (record.Verdict.Count == 0) Console.WriteLine("PASSED");
    }
}
