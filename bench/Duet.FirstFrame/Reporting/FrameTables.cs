using System.Globalization;
using Duet.FirstFrame.Calls;

namespace Duet.FirstFrame.Reporting;

/// <summary>The times of all calls as Markdown: how long until the picture, and where the time goes.</summary>
internal static class FrameTables
{
    public static void Print(IReadOnlyList<CallRecord> records)
    {
        PrintFirstFrames(records);
        PrintPhases(records);
        PrintConnections(records);
    }

    private static void PrintFirstFrames(IReadOnlyList<CallRecord> records)
    {
        Console.WriteLine("Milliseconds from the click on Join to the first frame:\n");
        Console.WriteLine("| round trip | flow | calls | joiner: median | min | max | x classic | waiter: median | min | max | x classic |");
        Console.WriteLine("|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var group in Groups(records))
        {
            var classic = records.Where(record => record.RoundTrip == group.Key.RoundTrip && record.Recipe == Recipe.Classic).ToList();
            string[] cells =
            [
                .. Figures(group, classic, Phase.FirstFrame),
                .. Figures(group, classic, Phase.WaiterFirstFrame),
            ];
            Console.WriteLine($"| {Name(group.Key.RoundTrip)} | {group.Key.Recipe.Name} | {group.Count()} | {string.Join(" | ", cells)} |");
        }
    }

    private static IEnumerable<string> Figures(IEnumerable<CallRecord> calls, IReadOnlyList<CallRecord> classic, Phase phase)
    {
        var times = calls.Select(call => call.TimeOf(phase)).OfType<double>().ToList();
        var ratio = Median(times) / Median(classic.Select(call => call.TimeOf(phase)));
        return [Whole(Median(times)), Whole(times.Min()), Whole(times.Max()), ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-"];
    }

    private static void PrintPhases(IReadOnlyList<CallRecord> records)
    {
        Console.WriteLine("\nMedians of the phases, in milliseconds after the click, the joiner's unless said otherwise (-: before the click, or never):\n");
        Console.WriteLine($"| round trip | flow | {string.Join(" | ", Phase.All.Select(phase => phase.Name))} |");
        Console.WriteLine($"|---:|---|{string.Concat(Phase.All.Select(_ => "---:|"))}");
        foreach (var group in Groups(records))
        {
            var cells = Phase.All.Select(phase => Whole(Median(group.Select(call => call.TimeOf(phase)))));
            Console.WriteLine($"| {Name(group.Key.RoundTrip)} | {group.Key.Recipe.Name} | {string.Join(" | ", cells)} |");
        }
    }

    private static void PrintConnections(IReadOnlyList<CallRecord> records)
    {
        Console.WriteLine("\nThe connections:\n");
        foreach (var group in records.GroupBy(record => $"{record.Recipe.Name}, joiner: {record.JoinerReport}; waiter: {record.WaiterReport}"))
            Console.WriteLine($"- {group.Count()} calls: {group.Key}");
    }

    private static IEnumerable<IGrouping<(TimeSpan RoundTrip, Recipe Recipe), CallRecord>> Groups(IReadOnlyList<CallRecord> records) =>
        records.GroupBy(record => (record.RoundTrip, record.Recipe));

    private static double? Median(IEnumerable<double?> values) => Median(values.OfType<double>());

    private static double? Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Name(TimeSpan roundTrip) => string.Create(CultureInfo.InvariantCulture, $"{roundTrip.TotalMilliseconds:0} ms");

    private static string Whole(double? milliseconds) => milliseconds?.ToString("0", CultureInfo.InvariantCulture) ?? "-";
}
