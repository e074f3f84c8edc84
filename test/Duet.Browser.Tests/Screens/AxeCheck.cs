using System.Text.Json;
using Duet.TestKit.Processes;
using Microsoft.Playwright;

namespace Duet.Browser.Tests.Screens;

/// <summary>What axe-core finds on a page, light and dark.</summary>
internal static class AxeCheck
{
    private static readonly string _axe =
        File.ReadAllText(Path.Combine(Solution.Root, "web", "node_modules", "axe-core", "axe.min.js"));

    /// <summary>Each finding as a line: the rule, what is wrong, and where.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        await page.EvaluateAsync(_axe);
        List<string> findings = [];
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            var violations = await page.EvaluateAsync<JsonElement>(Run);
            findings.AddRange(violations.EnumerateArray().Select(violation => $"{scheme}: {violation.GetString()}"));
        }

        return findings;
    }

    private const string Run =
        """
        async () => {
          const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
          const { violations } = await axe.run(document, { runOnly });
          return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.failureSummary} at ${node.target.flat().join(" ")}`));
        }
        """;
}
