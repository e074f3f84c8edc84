using Microsoft.Playwright;

namespace Duet.Browser.Tests.Screens;

/// <summary>A page in windows of every shape: nothing is cut off at the sides, and one gets to everything.</summary>
internal static class SizeCheck
{
    private static readonly (string Name, int Width, int Height)[] _sizes =
    [
        ("a phone", 390, 844),
        ("a phone on its side", 844, 390),
        ("a frame in another page", 300, 400),
        ("1280 by 800 at 200 %", 640, 400),
    ];

    /// <summary>What reaches over an edge, and what one cannot scroll to, as lines.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        List<string> findings = [];
        foreach (var (size, width, height) in _sizes)
        {
            await page.SetViewportSizeAsync(width, height);
            var overflowing = await page.EvaluateAsync<string[]>("() => duetTest.overflowing()");
            var outOfReach = await page.Locator("h1:visible, h2:visible, button:visible, input:visible, select:visible").EvaluateAllAsync<string[]>(
                "elements => elements.filter((element) => !duetTest.reach(element)).map((element) => element.outerHTML)");
            findings.AddRange(overflowing.Select(name => $"{size}: {name} reaches over an edge"));
            findings.AddRange(outOfReach.Select(markup => $"{size}: nobody can scroll to {markup}"));
        }

        return findings;
    }
}
