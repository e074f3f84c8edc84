using Duet.Browser.Tests.Browsing;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(SharedBrowsers))]

namespace Duet.Browser.Tests.Browsing;

/// <summary>One process of each browser for all tests, started when the first test wants it; each test opens contexts of its own.</summary>
public sealed class SharedBrowsers : IAsyncDisposable
{
    private readonly Lazy<Task<IPlaywright>> _playwright = new(Microsoft.Playwright.Playwright.CreateAsync);
    private readonly Dictionary<Engine, Lazy<Task<IBrowser>>> _browsers;

    public SharedBrowsers()
    {
        Assertions.SetDefaultExpectTimeout((float)CallPage.Patience.TotalMilliseconds);
        _browsers = Enum.GetValues<Engine>().ToDictionary(
            engine => engine,
            engine => new Lazy<Task<IBrowser>>(async () => await BrowserLauncher.LaunchAsync(await _playwright.Value, engine)));
    }

    public Task<IPlaywright> PlaywrightAsync() => _playwright.Value;

    public Task<IBrowser> GetAsync(Engine engine) => _browsers[engine].Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in _browsers.Values.Where(browser => browser.IsValueCreated && browser.Value.IsCompletedSuccessfully))
        {
            await (await browser.Value).CloseAsync();
        }

        if (_playwright.IsValueCreated)
        {
            (await _playwright.Value).Dispose();
        }
    }
}
