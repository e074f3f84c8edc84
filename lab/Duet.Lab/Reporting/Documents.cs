using Duet.Lab.Calls;
using Duet.TestKit.Processes;

namespace Duet.Lab.Reporting;

/// <summary>Writes the tables into <c>docs/</c>.</summary>
internal static class Documents
{
    /// <summary>Replaces the table that a document has right behind the mark of these browsers.</summary>
    /// <param name="name">Its file's name.</param>
    /// <param name="engines">Who had which browser.</param>
    /// <param name="table">What takes its place.</param>
    public static async Task WriteAsync(string name, Engines engines, DocumentTable table)
    {
        var path = Path.Combine(Solution.Root, "docs", name);
        var text = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, Replace(text, engines, table) ?? throw new LabException($"docs/{name} has no line {Mark(engines)}"));
    }

    /// <summary>The same of a text; null where it has no such mark.</summary>
    public static string? Replace(string text, Engines engines, DocumentTable table)
    {
        var lines = text.Split('\n');
        var begin = Array.IndexOf(lines, Mark(engines)) + 1;
        if (begin == 0) return null;

        var former = lines.Skip(begin).TakeWhile(line => line.StartsWith('|')).ToList();
        var head = table.Head.Split('\n');
        var rows = table.IsPart ? Merge(former.Skip(head.Length), table.Rows) : table.Rows;
        return string.Join('\n', [.. lines.Take(begin), .. head, .. rows, .. lines.Skip(begin + former.Count)]);
    }

    /// <summary>New rows in the places of those that tell of the same case, and behind the others where there is none.</summary>
    private static IEnumerable<string> Merge(IEnumerable<string> former, IEnumerable<string> rows)
    {
        var news = rows.ToDictionary(CaseOf);
        var merged = former.Select(row => news.Remove(CaseOf(row), out var instead) ? instead : row).ToList();
        return [.. merged, .. news.Values];
    }

    private static string CaseOf(string row) => row.Split('|')[1].Trim();

    private static string Mark(Engines engines) => $"<!-- written by lab/run {(engines == Engines.Chromium ? "" : $"{CommandLine.OptionFor(engines)} ")}--write-docs -->";
}
