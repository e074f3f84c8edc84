using Duet.Browser.Tests.Browsing;
using Duet.TestKit.Processes;
using Microsoft.Playwright;

namespace Duet.Browser.Tests;

/// <summary>One test's server and people; what explains a failure is written to artifacts/ when the scene ends.</summary>
internal sealed class Scene(SharedBrowsers browsers) : IAsyncDisposable
{
    private readonly List<CallPage> _people = [];
    private readonly List<IBrowserContext> _contexts = [];
    private readonly List<IAsyncDisposable> _owned = [];
    private DuetProcess? _server;

    public DuetProcess Server => _server ?? throw new InvalidOperationException("The scene has no server yet.");

    /// <summary>Where people open the page. Default: the server's own address.</summary>
    public Uri Address { get => field ?? Server.Address; set; }

    /// <summary>JavaScript that runs in every page before its own. Default: none.</summary>
    public string? InitScript { get; set; }

    public Task StartServerAsync(params string[] arguments) => StartServerAsync(new DuetProcessOptions { Arguments = arguments });

    public async Task StartServerAsync(DuetProcessOptions options) => _server = Own(await DuetProcess.StartAsync(options));

    /// <summary>Makes something end with the scene, the last first.</summary>
    public T Own<T>(T thing) where T : IAsyncDisposable
    {
        _owned.Add(thing);
        return thing;
    }

    /// <summary>A person in a fresh profile follows a room's link.</summary>
    public Task<CallPage> OpenAsync(Engine engine, string room) => OpenAddressAsync(engine, LinkTo(room));

    /// <summary>A person in a fresh profile opens an address.</summary>
    public async Task<CallPage> OpenAddressAsync(Engine engine, Uri address) =>
        await GoAsync(await NewPersonAsync(await browsers.GetAsync(engine), engine), address);

    /// <summary>A person with a browser process of their own follows a room's link.</summary>
    public async Task<CallPage> OpenInAsync(IBrowser chromium, string room) =>
        await GoAsync(await NewPersonAsync(chromium, Engine.Chromium), LinkTo(room));

    /// <summary>A person with a browser and a profile of their own follows a room's link.</summary>
    public async Task<CallPage> OpenInAsync(IBrowserContext profile, string room) => await GoAsync(await NewPersonAsync(profile), LinkTo(room));

    /// <summary>The same person follows a room's link in another tab.</summary>
    public async Task<CallPage> OpenBesideAsync(CallPage person, string room) => await GoAsync(await NewTabAsync(person.Page.Context), LinkTo(room));

    /// <summary>A person in a fresh profile follows a room's link on a phone: a small window, and fingers instead of a mouse.</summary>
    public async Task<CallPage> OpenOnPhoneAsync(string room, int width, int height)
    {
        var chromium = await browsers.GetAsync(Engine.Chromium);
        var options = ContextOptions(Engine.Chromium);
        options.ViewportSize = new ViewportSize { Width = width, Height = height };
        options.HasTouch = true;
        options.ReducedMotion = ReducedMotion.NoPreference; // one call is held with all that moves
        options.IsMobile = true;
        return await GoAsync(await NewPersonAsync(chromium, options), LinkTo(room));
    }

    /// <summary>A person in a fresh profile follows a room's link, and says no when the browser asks for camera and microphone.</summary>
    public async Task<CallPage> OpenRefusingCameraAsync(Engine engine, string room)
    {
        var person = await NewPersonAsync(await browsers.GetAsync(engine), engine);
        await person.Page.AddInitScriptAsync(
            "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('refused by the test', 'NotAllowedError'))");
        return await GoAsync(person, LinkTo(room));
    }

    /// <summary>Two people in one room; the second opens it when the first waits. Both are connected at the end.</summary>
    public Task<(CallPage First, CallPage Second)> CallAsync(Engine first, Engine second, string room = "quiet-harbour") =>
        CallAsync(() => OpenAsync(first, room), () => OpenAsync(second, room));

    /// <summary>The same, of two people who open the room in ways of their own.</summary>
    public static async Task<(CallPage First, CallPage Second)> CallAsync(Func<Task<CallPage>> first, Func<Task<CallPage>> second)
    {
        var waiting = await first();
        await waiting.JoinAsync();
        await waiting.ExpectStateAsync("waiting");
        var joining = await second();
        await joining.JoinAsync();
        await waiting.ExpectStateAsync("connected");
        await joining.ExpectStateAsync("connected");
        return (waiting, joining);
    }

    /// <summary>Asserts that two people see and hear each other, for all four ways at once.</summary>
    public static Task ExpectACallAsync(CallPage one, CallPage other) =>
        Task.WhenAll(one.ExpectSeesAndHearsAsync(), other.ExpectSeesAndHearsAsync());

    /// <summary>A person in a fresh profile with an empty page.</summary>
    public Task<CallPage> NewPersonAsync(IBrowser browser, Engine engine) => NewPersonAsync(browser, ContextOptions(engine));

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            await KeepEvidenceAsync();
        }

        foreach (var context in _contexts.Where(context => context.Browser?.IsConnected == true))
        {
            await context.CloseAsync();
        }

        foreach (var thing in _owned.AsEnumerable().Reverse())
        {
            await thing.DisposeAsync();
        }
    }

    private async Task<CallPage> NewPersonAsync(IBrowser browser, BrowserNewContextOptions options)
    {
        var context = await browser.NewContextAsync(options);
        _contexts.Add(context);
        return await NewPersonAsync(context);
    }

    private async Task<CallPage> NewPersonAsync(IBrowserContext context)
    {
        await context.AddInitScriptAsync(EmbeddedText.Read("instruments.js") + InitScript);
        return await NewTabAsync(context);
    }

    private async Task<CallPage> NewTabAsync(IBrowserContext context)
    {
        var person = new CallPage(await context.NewPageAsync());
        person.Record();
        _people.Add(person);
        return person;
    }

    private Uri LinkTo(string room) => new(Address, $"/r/{room}");

    private static async Task<CallPage> GoAsync(CallPage person, Uri address)
    {
        await person.Page.GotoAsync(address.AbsoluteUri);
        return person;
    }

    private static BrowserNewContextOptions ContextOptions(Engine engine)
    {
        // Without what moves in the page: it is painted by software, and takes a sixth of the processor's time.
        var options = new BrowserNewContextOptions { IgnoreHTTPSErrors = true, Locale = "en-US", ReducedMotion = ReducedMotion.Reduce };
        if (engine == Engine.Firefox)
        {
            // Debian's Firefox refuses to emulate these.
            options.ColorScheme = ColorScheme.Null;
            options.ReducedMotion = ReducedMotion.Null;
            options.ForcedColors = ForcedColors.Null;
            options.Contrast = Contrast.Null;
        }

        return options;
    }

    private async Task KeepEvidenceAsync()
    {
        var test = TestContext.Current.Test?.TestDisplayName ?? "unknown";
        var name = string.Concat(test.Select(letter => char.IsLetterOrDigit(letter) || letter is '.' or '_' ? letter : '-'));
        var directory = Directory.CreateDirectory(Path.Combine(Solution.Artifacts, "browser-tests", name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(directory, "server.log"), _server?.Output ?? "no server");
        foreach (var (index, person) in _people.Index())
        {
            await File.WriteAllTextAsync(Path.Combine(directory, $"person-{index + 1}.log"), person.Console);
            await TryScreenshotAsync(person.Page, Path.Combine(directory, $"person-{index + 1}.png"));
            await File.WriteAllTextAsync(Path.Combine(directory, $"person-{index + 1}.json"), await person.AccountAsync());
            TestContext.Current.TestOutputHelper?.WriteLine($"Person {index + 1}: {await person.SummaryAsync()}");
        }
    }

    private static async Task TryScreenshotAsync(IPage page, string path)
    {
        try
        {
            await page.ScreenshotAsync(new() { Path = path, Timeout = 5000 });
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            await File.WriteAllTextAsync(path + ".txt", exception.Message); // the page is closed or crashed, which is evidence too
        }
    }
}
