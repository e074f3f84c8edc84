using Duet.Browser.Tests.Browsing;

namespace Duet.Browser.Tests.Screens;

/// <summary>Every screen, as people with little sight, with colours of their own and with windows of every shape meet it.</summary>
public sealed class ScreenTests(SharedBrowsers browsers)
{
    /// <summary>In English and Chinese by turns: what is looked for hardly depends on the language.</summary>
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
    public async Task Screen_InEveryLookAndSize_IsFitForEverybody(string name, string language)
    {
        await using var stage = await Stage.ShowAsync(browsers, AllScreens.Find(name), language);

        List<string> findings = [];
        findings.AddRange(await AxeCheck.FindAsync(stage.Page));
        findings.AddRange(await ForcedColorsCheck.FindAsync(stage.Page));
        findings.AddRange(await SizeCheck.FindAsync(stage.Page));
        Assert.Equal([], findings);
    }
}
