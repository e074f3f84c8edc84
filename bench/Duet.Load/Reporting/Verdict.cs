using System.Globalization;
using Duet.Load.Servers;

namespace Duet.Load.Reporting;

/// <summary>The medians against the targets.</summary>
internal static class Verdict
{
    public static void Print<TResult>(Table<TResult> table, params ReadOnlySpan<Target<TResult>> targets)
    {
        Console.WriteLine("\n| median of | duet | node | duet/node | target | met |\n|---|---:|---:|---:|---|---|");
        foreach (var target in targets)
        {
            var duet = table.Median(Contestant.Duet, target.Value);
            var node = table.Median(Contestant.Node, target.Value);
            var (wanted, met) = Judge(target, duet, duet / node);
            Console.WriteLine($"| {target.Name} | {Write(duet)} | {Write(node)} | {Write(duet / node)} | {wanted} | {met} |");
        }
    }

    private static (string Wanted, string Met) Judge<TResult>(Target<TResult> target, double duet, double ratio) => target switch
    {
        { Most: { } most } => ($"at most {Write(most)}", Answer(duet, most)),
        { MostRatio: { } most } => ($"at most {Write(most)} x node", Answer(ratio, most)),
        _ => ("", ""),
    };

    private static string Answer(double value, double most) => double.IsNaN(value) ? "not measured" : value <= most ? "yes" : "no";

    private static string Write(double value) => double.IsNaN(value) ? "-" : value.ToString("0.##", CultureInfo.InvariantCulture);
}
