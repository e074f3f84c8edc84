using System.Globalization;

namespace Duet.Load.Reporting;

/// <summary>A Markdown table that is printed row by row, as runs end, and closes with the medians of each server.</summary>
internal sealed class Table<TResult>(IReadOnlyList<Column<TResult>> columns, Func<TResult, string> server)
{
    private readonly List<TResult> _results = [];

    public void Begin()
    {
        Print("round", "server", columns.Select(column => column.Heading));
        Print("---", "---", columns.Select(_ => "---:"));
    }

    public void Add(int round, TResult result)
    {
        _results.Add(result);
        Print(round.ToString(CultureInfo.InvariantCulture), server(result), columns.Select(column => Write(column, column.Value(result))));
    }

    public void End()
    {
        foreach (var name in _results.Select(server).Distinct())
            Print("median", name, columns.Select(column => Write(column, Median(name, column.Value))));
    }

    /// <summary>NaN where the server did not run.</summary>
    public double Median(string name, Func<TResult, double> value)
    {
        var sorted = _results.Where(result => server(result) == name).Select(value).Order().ToArray();
        if (sorted.Length == 0) return double.NaN;
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Write(Column<TResult> column, double value) => value.ToString(column.Format, CultureInfo.InvariantCulture);

    private static void Print(string round, string name, IEnumerable<string> cells) =>
        Console.WriteLine($"| {round} | {name} | {string.Join(" | ", cells)} |");
}
