using System.Text.Json;
using System.Text.RegularExpressions;
using Duet.TestKit.Processes;
using Microsoft.Playwright;

namespace Duet.FirstFrame.Calls;

/// <summary>A person with a fresh browser profile.</summary>
internal sealed partial class Caller : IAsyncDisposable
{
    private const float PatienceMilliseconds = 20_000;
    private const string SdkPath = "/sdk/";

    private readonly IBrowserContext _context;
    private readonly IPage _page;
    private readonly List<string> _errors = [];

    private Caller(string name, IBrowserContext context, IPage page)
    {
        (Name, _context, _page) = (name, context, page);
        page.PageError += (_, error) => _errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") _errors.Add(message.Text);
        };
    }

    public string Name { get; }

    /// <summary>Returns when the page is there, and ready as its recipe says.</summary>
    public static async Task<Caller> OpenAsync(IBrowser browser, string name, Recipe recipe, Uri address)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { IgnoreHTTPSErrors = true, Locale = "en-US" });
        await context.AddInitScriptAsync(Recipe.EmbeddedText("instruments.js"));
        if (recipe.Html is { } html)
        {
            // Under the server's own address, so that it needs no web server and no foreign origin.
            await context.RouteAsync(
                uri => new Uri(uri).AbsolutePath == address.AbsolutePath,
                route => route.FulfillAsync(new RouteFulfillOptions { Body = html, ContentType = "text/html; charset=utf-8" }));
            await context.RouteAsync(
                uri => new Uri(uri).AbsolutePath.StartsWith(SdkPath, StringComparison.Ordinal),
                route => route.FulfillAsync(new RouteFulfillOptions { Path = SdkFile(new Uri(route.Request.Url)), ContentType = "text/javascript" }));
        }

        var caller = new Caller(name, context, await context.NewPageAsync());
        await caller._page.GotoAsync(address.AbsoluteUri);
        await caller.WaitForAsync(recipe.ReadyWhen);
        return caller;
    }

    public Task ClickJoinAsync() => _page.GetByRole(AriaRole.Button, new() { NameRegex = JoinButton() }).ClickAsync();

    /// <summary>Waits until the browser has done something. Looks seldom: the times are the page's own, and looking costs it some.</summary>
    /// <exception cref="FirstFrameException">It did not, within 20 s.</exception>
    public async Task WaitForAsync(string kind)
    {
        try
        {
            await _page.WaitForFunctionAsync(
                "kind => firstFrame.events.some(event => event.kind === kind)",
                kind,
                new PageWaitForFunctionOptions { PollingInterval = 100, Timeout = PatienceMilliseconds });
        }
        catch (TimeoutException)
        {
            var last = string.Join(", ", (await EventsAsync()).TakeLast(12).Select(happened => happened.Kind).Concat(_errors));
            throw new FirstFrameException($"the {Name} saw no '{kind}' within {PatienceMilliseconds / 1000:0} s; the last was: {last}");
        }
    }

    public async Task<IReadOnlyList<PageEvent>> EventsAsync() => await ReadAsync<PageEvent[]>("firstFrame.events") ?? [];

    public async Task<ConnectionReport> ReportAsync() => await ReadAsync<ConnectionReport>("firstFrame.report()")
        ?? throw new FirstFrameException($"the {Name} has no connection with a picture");

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    private async Task<T?> ReadAsync<T>(string expression) =>
        JsonSerializer.Deserialize<T>(await _page.EvaluateAsync<string>($"async () => JSON.stringify(await {expression})"), JsonSerializerOptions.Web);

    private static string SdkFile(Uri address) => Path.Combine(Solution.Root, "web", "sdk", "dist", address.AbsolutePath[SdkPath.Length..]);

    [GeneratedRegex("^Join")]
    private static partial Regex JoinButton();
}
