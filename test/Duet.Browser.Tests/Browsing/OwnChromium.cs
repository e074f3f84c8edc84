using Microsoft.Playwright;

namespace Duet.Browser.Tests.Browsing;

/// <summary>A Chromium of a test's own: to be killed, or to lack something.</summary>
internal sealed class OwnChromium : IAsyncDisposable
{
    private readonly string _mark;

    private OwnChromium(IBrowser browser, string mark)
    {
        Browser = browser;
        _mark = mark;
    }

    public IBrowser Browser { get; }

    public static async Task<OwnChromium> LaunchAsync(SharedBrowsers browsers, params string[] switches)
    {
        var mark = $"--duet-test={Guid.NewGuid():N}"; // a switch that Chromium does not know and that nobody else has
        return new OwnChromium(await BrowserLauncher.LaunchChromiumAsync(await browsers.PlaywrightAsync(), [mark, .. switches]), mark);
    }

    public void Kill() => KernelKill.Send(_mark);

    public async ValueTask DisposeAsync() => await Browser.CloseAsync();
}
