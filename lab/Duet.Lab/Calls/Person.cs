using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Duet.Lab.Namespaces;
using Duet.Lab.Networks;
using Microsoft.Playwright;

namespace Duet.Lab.Calls;

/// <summary>Somebody with a browser of their own, in a home's network.</summary>
internal sealed class Person : IAsyncDisposable
{
    private const float PatienceMilliseconds = 30_000;

    private static readonly string _probe = ReadProbe();

    private readonly IBrowser _browser;
    private readonly LoopbackDoor? _door;
    private readonly IPage _page;
    private readonly ConcurrentQueue<string> _errors = [];

    private Person(IBrowser browser, LoopbackDoor? door, IPage page)
    {
        (_browser, _door, _page) = (browser, door, page);
        page.PageError += (_, error) => _errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _errors.Enqueue(message.Text);
        };
    }

    /// <summary>What went wrong in the page.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Starts a browser, with an empty page.</summary>
    public static async Task<Person> StartAsync(IPlaywright playwright, Engine engine, NetworkNamespace network)
    {
        var door = engine is Engine.Firefox ? new LoopbackDoor(network) : null;
        try
        {
            var browser = door is null ? await Chromium.LaunchAsync(playwright, network) : await Firefox.LaunchAsync(playwright, network, door);
            var context = await browser.NewContextAsync(OptionsFor(engine));
            await context.AddInitScriptAsync(_probe);
            return new Person(browser, door, await context.NewPageAsync());
        }
        catch when (door is not null)
        {
            await door.DisposeAsync();
            throw;
        }
    }

    /// <summary>Follows a room's link and returns when one may join.</summary>
    public async Task OpenAsync(string room)
    {
        await _page.GotoAsync($"https://{Access.ServerName}/r/{room}", new PageGotoOptions { Timeout = PatienceMilliseconds });
        await WaitForStateAsync("lobby");
    }

    public Task ClickJoinAsync() => _page.GetByRole(AriaRole.Button, new() { Name = "Join", Exact = true }).ClickAsync();

    public Task ClickLeaveAsync() => _page.GetByRole(AriaRole.Button, new() { Name = "Leave", Exact = true }).ClickAsync();

    /// <summary>When the page was last clicked, in milliseconds since 1970.</summary>
    public Task<double> LastClickAsync() => ReadAsync<double>("duetLab.clicks.at(-1)");

    /// <summary>Closes the tab as its own button does: the page is told.</summary>
    public Task CloseTabAsync() => _page.CloseAsync(new() { RunBeforeUnload = true });

    /// <summary>Goes to a page that has nothing to do with the call.</summary>
    public Task GoElsewhereAsync() => _page.GotoAsync("about:blank");

    /// <summary>Waits until the page is in a state.</summary>
    /// <exception cref="LabException">It was not, for 30 s.</exception>
    public async Task WaitForStateAsync(string state)
    {
        try
        {
            await _page.WaitForFunctionAsync(
                "state => duetLab.states.at(-1)?.state === state",
                state,
                new PageWaitForFunctionOptions { PollingInterval = 100, Timeout = PatienceMilliseconds });
        }
        catch (TimeoutException)
        {
            var last = (await NowAsync())?.State ?? "nothing";
            throw new LabException($"the page shows '{last}' and never '{state}'; {string.Join("; ", _errors.TakeLast(3))}");
        }
    }

    /// <summary>What the page has now.</summary>
    public async Task<PageSample?> NowAsync() => await ReadAsync<PageSample>("duetLab.samples.at(-1) ?? null");

    /// <summary>What the page had of late. To be asked while it is watched: to tell everything would hold the page up.</summary>
    public async Task<IReadOnlyList<PageSample>> LateSamplesAsync(TimeSpan time) => (await ReadAsync<List<PageSample>>(
        $"duetLab.samples.slice(Math.max(0, duetLab.samples.findLastIndex(({{ at }}) => at < duetLab.samples.at(-1).at - {time.TotalMilliseconds:0})))"))!;

    public async Task<PageAccount> AccountAsync() => (await ReadAsync<PageAccount>("duetLab"))!;

    /// <summary>Negotiates the call again and again, at the same moments as another person who does so with the same interval.</summary>
    /// <returns>How many offers of the other met one of this page's.</returns>
    public Task<int> RenegotiateAsync(int times, TimeSpan interval) =>
        _page.EvaluateAsync<int>("([times, interval]) => duetLabRenegotiate(times, interval)", new object[] { times, interval.TotalMilliseconds });

    public Task ScreenshotAsync(string path) => _page.ScreenshotAsync(new() { Path = path, Timeout = 5000 });

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        if (_door is not null) await _door.DisposeAsync();
    }

    private static BrowserNewContextOptions OptionsFor(Engine engine)
    {
        var options = new BrowserNewContextOptions { IgnoreHTTPSErrors = true, Locale = "en-US" };
        if (engine is not Engine.Firefox) return options;

        // Debian's Firefox refuses to emulate these.
        options.ColorScheme = ColorScheme.Null;
        options.ReducedMotion = ReducedMotion.Null;
        options.ForcedColors = ForcedColors.Null;
        options.Contrast = Contrast.Null;
        return options;
    }

    private async Task<T?> ReadAsync<T>(string expression) =>
        JsonSerializer.Deserialize<T>(await _page.EvaluateAsync<string>($"() => JSON.stringify({expression})"), JsonSerializerOptions.Web);

    private static string ReadProbe()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("probe.js")!);
        return reader.ReadToEnd();
    }
}
