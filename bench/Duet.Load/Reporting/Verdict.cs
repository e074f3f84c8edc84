using System.Globalization;
using Duet.Load.Servers;

namespace Duet.Load.Reporting;

/// <summary>The medians against the targets, and between which ratios the single rounds lie.</summary>
internal static class Verdict
{
    public static void Print<TResult>(Table<TResult> table, string comparison, params ReadOnlySpan<Target<TResult>> targets)
    {
        Console.WriteLine(
            $"\n| median of | duet | {comparison} | duet/{comparison} | in single rounds | target | met |\n|---|---:|---:|---:|---:|---|---|");
        foreach (var target in targets)
        {
            var duet = table.Median(Contestant.Duet, target.Value);
            var other = table.Median(comparison, target.Value);
            var rounds = table.Ratios(Contestant.Duet, comparison, target.Value);
            var spread = rounds.Count == 0 ? "-" : $"{Write(rounds.Min())} to {Write(rounds.Max())}";
            var (wanted, met) = Judge(target, comparison, duet, duet / other);
            Console.WriteLine($"| {target.Name} | {Write(duet)} | {Write(other)} | {Write(duet / other)} | {spread} | {wanted} | {met} |");
        }
    }

    private static (string Wanted, string Met) Judge<TResult>(Target<TResult> target, string comparison, double duet, double ratio) => target switch
    {
        { Most: { } most } => ($"at most {Write(most)}", Answer(duet, most)),
        { MostRatio: { } most } => ($"at most {Write(most)} x {comparison}", Answer(ratio, most)),
        _ => ("", ""),
    };

    private static string Answer(double value, double most) => double.IsNaN(value) ? "not measured" : value <= most ? "yes" : "no";

    private static string Write(double value) => double.IsFinite(value) ? value.ToString("0.##", CultureInfo.InvariantCulture) : "-";
}
