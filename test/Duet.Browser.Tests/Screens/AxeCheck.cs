using System.Text.Json;
using Duet.Browser.Tests.Browsing;
using Duet.TestKit.Processes;
using Microsoft.Playwright;

namespace Duet.Browser.Tests.Screens;

/// <summary>What axe-core finds on every screen, light and dark: nothing. In English and Chinese by turns: the rules hardly know the language.</summary>
public sealed class AccessibilityTests(SharedBrowsers browsers)
{
    private static readonly string _axe =
        File.ReadAllText(Path.Combine(Solution.Root, "web", "node_modules", "axe-core", "axe.min.js"));

    public static TheoryData<string, string> Screens
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (index, screen) in AllScreens.List.Index()) data.Add(screen.Name, index % 2 == 0 ? "en" : "zh-CN");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Screen_LightAndDark_HasNoFindings(string name, string language)
    {
        await using var stage = await Stage.ShowAsync(browsers, AllScreens.Find(name), language);
        await stage.Page.EvaluateAsync(_axe);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await stage.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            Assert.Equal([], await FindingsAsync(stage.Page, scheme));
        }
    }

    /// <summary>Each finding as a line: the rule, what is wrong, and where.</summary>
    private static async Task<IEnumerable<string>> FindingsAsync(IPage page, ColorScheme scheme)
    {
        var violations = await page.EvaluateAsync<JsonElement>(
            """
            async () => {
              const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
              const { violations } = await axe.run(document, { runOnly });
              return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.failureSummary} at ${node.target.flat().join(" ")}`));
            }
            """);
        return violations.EnumerateArray().Select(violation => $"{scheme}: {violation.GetString()}");
    }
}
