using Microsoft.Playwright;

namespace Duet.Browser.Tests.Screens;

/// <summary>A page in the few colours of somebody's own choice, where grounds and shadows are gone: what they told apart needs a line or a word.</summary>
internal static class ForcedColorsCheck
{
    /// <summary>Each button without a line around it or without anything in it, as its markup. The page has no forced colours after that.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        List<string> findings = [];
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active, ColorScheme = scheme });
            Assert.True(await page.EvaluateAsync<bool>("() => matchMedia('(forced-colors: active)').matches"));
            var buttons = page.Locator("button:visible, select:visible");
            // The page for those who are offline has a link alone.
            if (await buttons.CountAsync() == 0 && !page.Url.EndsWith("/offline.html", StringComparison.Ordinal)) findings.Add("There is no button to look at.");
            var invisible = await buttons.EvaluateAllAsync<string[]>(Invisible);
            findings.AddRange(invisible.Select(markup => $"forced colours, {scheme}: {markup}"));
        }

        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None });
        return findings;
    }

    /// <summary>JavaScript: those whose edge or whose content has no colour of its own, by their markup.</summary>
    private const string Invisible =
        """
        (elements) => {
          const isClear = (color) => /rgba\(.*, 0\)|transparent/.test(color);
          const hasEdge = ({ borderTopWidth, borderTopStyle, borderTopColor }, ground) =>
            parseFloat(borderTopWidth) > 0 && !["none", "hidden"].includes(borderTopStyle) && !isClear(borderTopColor) && borderTopColor !== ground;
          const hasContent = (element, { color, backgroundColor }) => {
            const icon = element.querySelector("svg.icon");
            const ink = icon === null || element.textContent.trim() !== "" ? color : getComputedStyle(icon).stroke;
            return !isClear(ink) && ink !== backgroundColor;
          };
          const ground = getComputedStyle(document.documentElement).backgroundColor;
          return elements
            .filter((element) => {
              const style = getComputedStyle(element);
              return !hasEdge(style, ground) || !hasContent(element, style);
            })
            .map((element) => element.outerHTML);
        }
        """;
}
