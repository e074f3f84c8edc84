using Duet.Browser.Tests.Browsing;
using Microsoft.Playwright;

namespace Duet.Browser.Tests.Screens;

/// <summary>Screens in the few colours of somebody's own choice, where grounds and shadows are gone: what they told apart needs a line or a word.</summary>
public sealed class ForcedColorsTests(SharedBrowsers browsers)
{
    [Theory]
    [InlineData("lobby")]
    [InlineData("lobby-second-tab")]
    [InlineData("lobby-settings")]
    [InlineData("call-waiting")]
    [InlineData("call-connected")]
    [InlineData("call-menu")]
    [InlineData("end-left")]
    public async Task EveryButton_InForcedColors_HasALineAroundItAndSomethingInIt(string name)
    {
        await using var stage = await Stage.ShowAsync(browsers, AllScreens.Find(name), "en");
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await stage.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active, ColorScheme = scheme });
            Assert.True(await stage.Page.EvaluateAsync<bool>("() => matchMedia('(forced-colors: active)').matches"));
            var buttons = stage.Page.Locator("button:visible, select:visible");
            Assert.NotEqual(0, await buttons.CountAsync());
            Assert.Empty(await buttons.EvaluateAllAsync<string[]>(Invisible));
        }
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
