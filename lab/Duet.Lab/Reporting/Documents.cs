using Duet.Lab.Calls;
using Duet.TestKit.Processes;

namespace Duet.Lab.Reporting;

/// <summary>Writes the tables into <c>docs/</c>.</summary>
internal static class Documents
{
    /// <summary>Replaces the table that a document has right behind the mark of these browsers.</summary>
    /// <param name="name">Its file's name.</param>
    /// <param name="engines">Who had which browser.</param>
    /// <param name="head">The head of the table.</param>
    /// <param name="rows">Its rows.</param>
    public static async Task WriteAsync(string name, Engines engines, string head, IEnumerable<string> rows)
    {
        var path = Path.Combine(Solution.Root, "docs", name);
        var text = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, Replace(text, engines, head, rows) ?? throw new LabException($"docs/{name} has no line {Mark(engines)}"));
    }

    /// <summary>The same of a text; null where it has no such mark.</summary>
    public static string? Replace(string text, Engines engines, string head, IEnumerable<string> rows)
    {
        var lines = text.Split('\n');
        var begin = Array.IndexOf(lines, Mark(engines)) + 1;
        if (begin == 0) return null;

        var rest = lines.Skip(begin).SkipWhile(line => line.StartsWith('|'));
        return string.Join('\n', [.. lines.Take(begin), .. head.Split('\n'), .. rows, .. rest]);
    }

    private static string Mark(Engines engines) => $"<!-- written by lab/run {(engines == Engines.Chromium ? "" : $"{CommandLine.OptionFor(engines)} ")}--write-docs -->";
}
