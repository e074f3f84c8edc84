using System.Globalization;
using Duet.Lab.Connectivity;
using Duet.Lab.Endings;
using Duet.Lab.Faults;

namespace Duet.Lab.Reporting;

/// <summary>Results as rows of a Markdown table, which a terminal shows as well.</summary>
internal static class Tables
{
    public const string ConnectivityHead =
        """
        | networks | expected | path | connected after | path settled after | verdict |
        |---|---|---|---:|---:|---|
        """;

    public const string FaultHead =
        """
        | fault | what happens | address known after | sound back after | without sound | without picture | lost | doubled | verdict |
        |---|---|---:|---:|---:|---:|---:|---:|---|
        """;

    public const string EndingHead =
        """
        | ending | what happens | the other is told after | at most | verdict |
        |---|---|---:|---:|---|
        """;

    public static string Row(ConnectivityResult result) =>
        $"| {result.Case.Name} | {result.Case.Expected} | {result.Path} | {Seconds(result.Connected)} | {Seconds(result.Settled)} "
        + $"| {Word(result.Fault)} |";

    public static string Row(FaultResult result) =>
        $"| {result.Fault.Name} | {result.Fault.What} | {(result.Known is null ? "" : Seconds(result.Known))} | {Seconds(result.SoundBack)} | {Seconds(result.Silent)} | {Seconds(result.Blind)} "
        + $"| {result.Lost} | {result.Doubled} | {Word(result.Complaint)} |";

    public static string Row(EndingResult result) =>
        $"| {result.Ending.Name} | {result.Ending.What} | {Seconds(result.Told)} | {Seconds(result.Ending.MostUntilTold)} | {Word(result.Complaint)} |";

    private static string Seconds(TimeSpan? time) => time is { } span ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s") : "never";

    private static string Word(string? fault) => fault is null ? "ok" : $"**RED**: {fault.Replace('|', '/')}";
}
