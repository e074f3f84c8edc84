using System.Text.Json;
using System.Text.RegularExpressions;
using Duet.Browser.Tests.Browsing;
using Duet.TestKit.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.Screens;

/// <summary>Where a screen is shown: a server of its own, a Chromium that speaks one language, and people beside the one who looks.</summary>
internal sealed partial class Stage : IAsyncDisposable
{
    // JavaScript: a connection begins with a small picture, and learns what it can carry; how good it is, the page shows some seconds later.
    private const string BecomesSharp =
        """
        (video) => new Promise((resolve) => {
          const look = () => (video.videoHeight >= 720 ? setTimeout(resolve, 5000) : video.addEventListener("resize", look, { once: true }));
          look();
        })
        """;

    private readonly ExampleSite _site = new();
    private readonly IBrowser _chromium;
    private readonly List<IBrowserContext> _contexts = [];
    private readonly string _language;
    private readonly bool _isPhotographed;
    private DuetProcess? _server;
    private IPage? _page;

    private Stage(IBrowser chromium, string language, bool isPhotographed)
    {
        _chromium = chromium;
        _language = language;
        _isPhotographed = isPhotographed;
    }

    /// <summary>The page of the person who looks.</summary>
    public IPage Page => _page ?? throw new InvalidOperationException("The screen shows nothing.");

    public DuetProcess Server => _server ?? throw new InvalidOperationException("There is no server.");

    public string RoomPath => "/r/quiet-harbour";

    /// <param name="browsers">Whose Chromium is used.</param>
    /// <param name="screen">What to show.</param>
    /// <param name="language">A tag such as <c>zh-CN</c>.</param>
    /// <param name="isPhotographed">With drawn people in front of cameras as people have them, and not the small picture of the tests.</param>
    public static async Task<Stage> ShowAsync(SharedBrowsers browsers, Screen screen, string language, bool isPhotographed = false)
    {
        var stage = new Stage(await browsers.GetAsync(Engine.Chromium), language, isPhotographed);
        try
        {
            await screen.ShowAsync(stage);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    public async Task OpenAsync(string path, string initScript = "")
    {
        await StartServerAsync();
        _page = await NewPageAsync(initScript);
        await _page.GotoAsync(new Uri(Server.Address, path).AbsoluteUri);
        await Expect(_page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
    }

    /// <summary>The lobby of somebody whose browser gives no camera and no microphone, for the reason that a <c>DOMException</c> names.</summary>
    public Task OpenWithoutCameraAsync(string reason) =>
        OpenAsync(RoomPath, $"navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', '{reason}'));");

    /// <summary>A page of the example site with the element in it.</summary>
    public async Task OpenSiteAsync(bool isAllowed, string state)
    {
        await StartServerAsync(isAllowed ? [_site.Permission] : []);
        await _site.StartAsync(Server.Address);
        _page = await NewPageAsync();
        await _page.GotoAsync(new Uri(_site.Address, "/embed.html").AbsoluteUri);
        await Expect(_page.Locator("duet-call")).ToHaveAttributeAsync("state", state);
    }

    /// <summary>Joins the room; the screen is the one that follows.</summary>
    public async Task JoinAsync(string state)
    {
        await OpenAsync(RoomPath);
        await PressJoinAsync();
        await ExpectStateAsync(state);
    }

    /// <summary>A call; returns the other person's page.</summary>
    public async Task<IPage> CallAsync()
    {
        await JoinAsync("waiting");
        var other = await JoinAsOtherAsync();
        await ExpectStateAsync("connected");
        var picture = Page.GetByTestId("remote-video");
        await Expect(picture).ToBeVisibleAsync();
        if (_isPhotographed)
        {
            await picture.EvaluateAsync(BecomesSharp);
        }

        return other;
    }

    /// <summary>The one who looks follows the link to the room that they are in, in another tab; returns it when it has noticed.</summary>
    public async Task<IPage> OpenSecondTabAsync()
    {
        var second = await Page.Context.NewPageAsync();
        await second.GotoAsync(new Uri(Server.Address, RoomPath).AbsoluteUri);
        await Expect(second.Locator("duet-second-tab p")).ToBeVisibleAsync();
        return second;
    }

    /// <summary>From now on the one who looks has this page in front of them.</summary>
    public void LookAt(IPage page) => _page = page;

    /// <summary>Two others take both seats.</summary>
    public async Task FillRoomAsync()
    {
        await StartServerAsync();
        await JoinAsOtherAsync();
        var last = await JoinAsOtherAsync();
        await Expect(last.Locator("duet-app")).ToHaveAttributeAsync("data-state", "connected");
    }

    /// <summary>Presses a button, by its name in the language of the screen.</summary>
    public Task PressAsync(string english, string chinese) => PressAsync(Page, english, chinese);

    public Task PressAsync(IPage page, string english, string chinese) => PressAsync(page, AriaRole.Button, english, chinese);

    public Task PressMenuItemAsync(string english, string chinese) => PressMenuItemAsync(Page, english, chinese);

    public Task PressMenuItemAsync(IPage page, string english, string chinese) => PressAsync(page, AriaRole.Menuitem, english, chinese);

    /// <summary>Opens the chat, from the row of controls or, where that is narrow, from their menu.</summary>
    public async Task OpenChatAsync(IPage page)
    {
        // It is there, seen or not, as soon as the other's page has said that it shows what is written.
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = ChatButton(), IncludeHidden = true })).ToBeAttachedAsync();
        var inRow = page.GetByRole(AriaRole.Button, new() { NameRegex = ChatButton() });
        if (!await inRow.IsVisibleAsync())
        {
            await PressAsync(page, "More", "更多");
            inRow = page.GetByRole(AriaRole.Menuitem, new() { NameRegex = ChatButton() });
        }

        await inRow.ClickAsync();
        await Expect(page.Locator("duet-chat")).ToBeVisibleAsync();
    }

    /// <summary>Writes to the other; the chat is opened for that where it is not open.</summary>
    public async Task WriteAsync(IPage page, string text)
    {
        if (!await page.Locator("duet-chat").IsVisibleAsync())
        {
            await OpenChatAsync(page);
        }

        var input = page.GetByRole(AriaRole.Textbox);
        await input.FillAsync(text);
        await input.PressAsync("Enter");
        await Expect(page.Locator("duet-chat li.delivered").Filter(new() { HasText = text })).ToBeVisibleAsync();
    }

    public Task PressJoinAsync() => PressJoinAsync(Page);

    public async Task LeaveAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = LeaveButton() }).ClickAsync();
        await ExpectStateAsync("left");
    }

    public Task ExpectStateAsync(string state) => Expect(Page.Locator("duet-app")).ToHaveAttributeAsync("data-state", state);

    public Task ExpectDialogAsync() => Expect(Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();

    public Task ExpectVisibleAsync(string selector) => Expect(Page.Locator(selector).First).ToBeVisibleAsync();

    public Task ExpectAlertAsync() => Expect(Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts)
        {
            await context.CloseAsync();
        }

        await _site.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task StartServerAsync(params string[] arguments) => _server ??= await DuetProcess.StartAsync(arguments);

    private async Task<IPage> NewPageAsync(string initScript = "")
    {
        var context = await _chromium.NewContextAsync(new BrowserNewContextOptions { Locale = _language, ReducedMotion = ReducedMotion.Reduce });
        _contexts.Add(context);
        await context.AddInitScriptAsync(_isPhotographed ? DrawnCamera(_contexts.Count == 1 ? "person-by-a-lamp" : "person-at-a-window") : EmbeddedText.Read("instruments.js"));

        if (initScript.Length > 0)
        {
            await context.AddInitScriptAsync(initScript);
        }

        return await context.NewPageAsync();
    }

    private static string DrawnCamera(string person) =>
        $"globalThis.drawnPerson = {JsonSerializer.Serialize(EmbeddedText.Read($"{person}.svg"))};\n{EmbeddedText.Read("drawn-camera.js")}";

    private async Task<IPage> JoinAsOtherAsync()
    {
        var page = await NewPageAsync();
        await page.GotoAsync(new Uri(Server.Address, RoomPath).AbsoluteUri);
        await PressJoinAsync(page);
        return page;
    }

    private Task PressAsync(IPage page, AriaRole role, string english, string chinese) =>
        page.GetByRole(role, new() { Name = _language.StartsWith("zh", StringComparison.Ordinal) ? chinese : english }).First.ClickAsync();

    private static Task PressJoinAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { NameRegex = JoinButton() }).ClickAsync();

    [GeneratedRegex("^(Join|加入|仍要加入)")]
    private static partial Regex JoinButton();

    [GeneratedRegex("^(Chat|聊天)$")]
    private static partial Regex ChatButton();

    [GeneratedRegex("^(Leave|离开)")]
    private static partial Regex LeaveButton();
}
