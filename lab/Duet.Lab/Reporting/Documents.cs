using Duet.TestKit.Processes;

namespace Duet.Lab.Reporting;

/// <summary>Writes the tables into <c>docs/</c>.</summary>
internal static class Documents
{
    private const string TableBegin = "<!-- written by lab/run --write-docs -->";

    /// <summary>Replaces what a document has from the mark on.</summary>
    /// <param name="name">Its file's name.</param>
    /// <param name="head">The head of the table.</param>
    /// <param name="rows">Its rows.</param>
    public static async Task WriteAsync(string name, string head, IEnumerable<string> rows)
    {
        var path = Path.Combine(Solution.Root, "docs", name);
        var text = await File.ReadAllTextAsync(path);
        var begin = text.IndexOf(TableBegin, StringComparison.Ordinal);
        if (begin < 0) throw new LabException($"docs/{name} has no line {TableBegin}");

        await File.WriteAllTextAsync(path, $"{text[..begin]}{TableBegin}\n{head}\n{string.Join('\n', rows)}\n");
    }
}
