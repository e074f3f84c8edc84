using System.Globalization;

namespace Duet.Load.Reporting;

/// <summary>A Markdown table that is printed row by row, as runs end, and closes with the medians of each server.</summary>
internal sealed class Table<TResult>(IReadOnlyList<Column<TResult>> columns, Func<TResult, string> server)
{
    private readonly List<(int Round, TResult Result)> _results = [];

    public void Begin()
    {
        Print("round", "server", columns.Select(column => column.Heading));
        Print("---", "---", columns.Select(_ => "---:"));
    }

    public void Add(int round, TResult result)
    {
        _results.Add((round, result));
        Print(round.ToString(CultureInfo.InvariantCulture), server(result), columns.Select(column => Write(column, column.Value(result))));
    }

    public void End()
    {
        foreach (var name in _results.Select(row => server(row.Result)).Distinct())
            Print("median", name, columns.Select(column => Write(column, Median(name, column.Value))));
    }

    /// <summary>NaN where the server did not run.</summary>
    public double Median(string name, Func<TResult, double> value)
    {
        var sorted = _results.Where(row => server(row.Result) == name).Select(row => value(row.Result)).Order().ToArray();
        if (sorted.Length == 0) return double.NaN;
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>One server's figure divided by the other's, for each round in which both ran.</summary>
    public IReadOnlyList<double> Ratios(string name, string other, Func<TResult, double> value)
    {
        var rows = _results.ToLookup(row => server(row.Result));
        return [.. rows[name].Join(rows[other], row => row.Round, row => row.Round, (one, two) => value(one.Result) / value(two.Result))];
    }

    private static string Write(Column<TResult> column, double value) => value.ToString(column.Format, CultureInfo.InvariantCulture);

    private static void Print(string round, string name, IEnumerable<string> cells) =>
        Console.WriteLine($"| {round} | {name} | {string.Join(" | ", cells)} |");
}
