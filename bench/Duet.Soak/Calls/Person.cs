using System.Reflection;
using System.Text.Json;
using Microsoft.Playwright;

namespace Duet.Soak.Calls;

/// <summary>Somebody with a browser of their own, on a page of the server.</summary>
internal sealed class Person : IAsyncDisposable
{
    private const float PatienceMilliseconds = 60_000;

    private static readonly string _watch = ReadWatch();

    private readonly IBrowser _browser;
    private readonly IPage _page;

    private Person(IBrowser browser, IPage page) => (_browser, _page) = (browser, page);

    /// <summary>Starts a browser, follows a room's link, and returns when the page shows the lobby.</summary>
    public static async Task<Person> OpenAsync(IPlaywright playwright, string chromiumPath, Uri room)
    {
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromiumPath,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
            ],
        });
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { Locale = "en-US" });
        await context.AddInitScriptAsync(_watch);
        var person = new Person(browser, await context.NewPageAsync());
        await person._page.GotoAsync(room.AbsoluteUri, new PageGotoOptions { Timeout = PatienceMilliseconds });
        await person.WaitForStateAsync("lobby");
        return person;
    }

    public Task JoinAsync() => ClickAsync("Join");

    public async Task LeaveAsync()
    {
        await ClickAsync("Leave");
        await WaitForStateAsync("left");
    }

    /// <summary>Waits until the page shows a state.</summary>
    /// <exception cref="TimeoutException">It did not, for a minute.</exception>
    public Task WaitForStateAsync(string state) => _page.WaitForFunctionAsync(
        "state => duetSoak.stateNow() === state",
        state,
        new PageWaitForFunctionOptions { PollingInterval = 100, Timeout = PatienceMilliseconds });

    public async Task<Look> LookAsync()
    {
        var look = await _page.EvaluateAsync<string>("() => duetSoak.look()")
            .WaitAsync(TimeSpan.FromMilliseconds(PatienceMilliseconds), TimeProvider.System);
        return JsonSerializer.Deserialize<Look>(look, JsonSerializerOptions.Web)!;
    }

    /// <summary>Cuts the connection to the server.</summary>
    public Task CutAsync() => _page.EvaluateAsync("() => duetSoak.cut()");

    public async ValueTask DisposeAsync() => await _browser.CloseAsync();

    private Task ClickAsync(string button) => _page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static string ReadWatch()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("watch.js")!);
        return reader.ReadToEnd();
    }
}
