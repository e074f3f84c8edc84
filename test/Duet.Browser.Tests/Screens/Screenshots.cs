using Duet.Browser.Tests.Browsing;
using Duet.TestKit.Processes;
using Microsoft.Playwright;

namespace Duet.Browser.Tests.Screens;

/// <summary>Pictures of every screen for people to look at; run by <c>test/screenshots</c> only.</summary>
public sealed class Screenshots(SharedBrowsers browsers)
{
    private static readonly (string Name, int Width, int Height)[] _sizes = [("wide", 1280, 800), ("phone", 390, 844)];

    private static readonly (string Name, PageEmulateMediaOptions Colors)[] _looks =
    [
        ("light", new() { ColorScheme = ColorScheme.Light, ForcedColors = ForcedColors.None }),
        ("dark", new() { ColorScheme = ColorScheme.Dark, ForcedColors = ForcedColors.None }),
        ("forced", new() { ColorScheme = ColorScheme.Dark, ForcedColors = ForcedColors.Active }),
    ];

    public static TheoryData<string> Names => [.. Wanted().Select(screen => screen.Name)];

    [Theory(Explicit = true)]
    [MemberData(nameof(Names))]
    public async Task Take(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Solution.Artifacts, "screenshots")).FullName;
        foreach (var language in new[] { "en", "zh-CN" })
        {
            await using var stage = await Stage.ShowAsync(browsers, AllScreens.Find(name), language, isPhotographed: true);
            foreach (var (size, width, height) in _sizes)
            {
                await stage.Page.SetViewportSizeAsync(width, height);
                foreach (var (look, colors) in _looks)
                {
                    await stage.Page.EmulateMediaAsync(colors);
                    await stage.Page.Mouse.MoveAsync(width / 2, height / 2); // the controls of a call go while nobody moves
                    await stage.Page.Mouse.MoveAsync(0, 0);
                    await stage.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.{size}.{look}.{language}.png") });
                }
            }
        }
    }

    // DUET_SCREENS: the screens whose name begins with this; all, where it is not set.
    private static IEnumerable<Screen> Wanted()
    {
        var beginning = Environment.GetEnvironmentVariable("DUET_SCREENS") ?? "";
        return AllScreens.List.Where(screen => screen.Name.StartsWith(beginning, StringComparison.Ordinal));
    }
}
