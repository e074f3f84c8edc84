using Duet.Browser.Tests.Browsing;
using Microsoft.Playwright;

namespace Duet.Browser.Tests.Screens;

/// <summary>Screens in windows of every shape: nothing is cut off at the sides, and one gets to everything.</summary>
public sealed class SizeTests(SharedBrowsers browsers)
{
    private static readonly (string Name, int Width, int Height)[] _sizes =
    [
        ("a phone", 390, 844),
        ("a phone on its side", 844, 390),
        ("a frame in another page", 300, 400),
        ("1280 by 800 at 200 %", 640, 400),
    ];

    [Theory]
    [InlineData("lobby")]
    [InlineData("lobby-second-tab")]
    [InlineData("lobby-camera-refused")]
    [InlineData("lobby-settings")]
    [InlineData("call-waiting")]
    [InlineData("call-connected")]
    [InlineData("end-left")]
    public async Task Screen_InAnySize_FitsBetweenTheSidesAndIsReachedByScrolling(string name)
    {
        await using var stage = await Stage.ShowAsync(browsers, AllScreens.Find(name), "en");
        await stage.Page.EvaluateAsync(EmbeddedText.Read("instruments.js"));
        foreach (var (size, width, height) in _sizes)
        {
            await stage.Page.SetViewportSizeAsync(width, height);
            Assert.Equal(size, string.Join(", ", [size, .. await stage.Page.EvaluateAsync<string[]>("() => duetTest.overflowing()")]));
            Assert.Equal(size, string.Join(", ", [size, .. await OutOfReachAsync(stage.Page)]));
        }
    }

    /// <summary>What one cannot scroll to, by its text or its label.</summary>
    private static async Task<IEnumerable<string>> OutOfReachAsync(IPage page)
    {
        List<string> missed = [];
        foreach (var element in await page.Locator("h1:visible, h2:visible, button:visible, input:visible, select:visible").AllAsync())
        {
            if (!await element.EvaluateAsync<bool>("element => duetTest.reach(element)"))
            {
                missed.Add(await element.EvaluateAsync<string>("element => element.outerHTML"));
            }
        }

        return missed;
    }
}
