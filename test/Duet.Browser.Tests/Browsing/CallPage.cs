using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.Browsing;

/// <summary>The candidate types at the two ends of the path that a call's media takes: <c>host</c>, <c>prflx</c>, <c>relay</c>, ...</summary>
internal sealed record CandidatePair(string Local, string Remote);

/// <summary>The certificates that the two ends of a call have proved to hold.</summary>
internal sealed record Fingerprints(string Own, string Others);

/// <summary>A person in front of a call page: ours, or another one that names its videos as ours does.</summary>
internal sealed class CallPage(IPage page)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<string> _console = [];

    public IPage Page => page;

    public ILocator RoomName => page.GetByRole(AriaRole.Textbox, new() { Name = "Room name" });

    public ILocator Preview => page.GetByTestId("preview");

    public ILocator RemoteVideo => page.GetByTestId("remote-video");

    public ILocator ChatInput => page.GetByRole(AriaRole.Textbox, new() { Name = "Write a message" });

    /// <summary>The messages in the open chat.</summary>
    public ILocator ChatMessages => page.GetByRole(AriaRole.Log).GetByRole(AriaRole.Listitem);

    public ILocator LocalVideo => page.GetByTestId("local-video");

    /// <summary>What the page wrote to its console, its signaling, and the errors in it that nobody caught.</summary>
    public string Console => string.Join(Environment.NewLine, _console);

    /// <summary>Begins to keep the console; to be called before the page goes anywhere.</summary>
    public void Record()
    {
        page.Console += (_, message) => _console.Enqueue($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => _console.Enqueue($"uncaught: {error}");
        page.RequestFailed += (_, request) => _console.Enqueue($"request failed: {request.Method} {request.Url} {request.Failure}");
    }

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public async Task JoinAsync()
    {
        await ExpectStateAsync("lobby");
        await Button("Join").ClickAsync();
    }

    /// <summary>Joins once more, after leaving or after something kept the person out.</summary>
    public Task ReturnAsync() => Button("Try again").Or(Button("Rejoin")).ClickAsync();

    public Task LeaveAsync() => Button("Leave").ClickAsync();

    /// <summary>Writes to the other; the chat is opened for that where it is not open.</summary>
    public async Task WriteAsync(string text)
    {
        await DraftAsync(text);
        await SendAsync();
    }

    /// <summary>Writes, and does not send it yet.</summary>
    public async Task DraftAsync(string text)
    {
        if (!await ChatInput.IsVisibleAsync())
        {
            await Button("Chat").ClickAsync();
        }

        await ChatInput.FillAsync(text);
    }

    /// <summary>Sends what is written.</summary>
    public Task SendAsync() => ChatInput.PressAsync("Enter");

    /// <summary>Copies the room's link, and returns what is in the clipboard; Chromium only, and with its permission.</summary>
    public async Task<Uri> CopyLinkAsync()
    {
        await Button("Copy link").ClickAsync();
        return new Uri(await page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
    }

    /// <summary>Waits until the page is in a state: the call page's <c>data-state</c>.</summary>
    public async Task ExpectStateAsync(string state)
    {
        try
        {
            await ExpectAttributeAsync(App, "data-state", $"state => state === '{state}'");
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message} It is at '{await StateAsync()}'.", exception);
        }
    }

    /// <summary>Waits until an attribute has a value of which a JavaScript function is true, however short that lasts.</summary>
    public Task ExpectAttributeAsync(ILocator element, string name, string condition) =>
        WithinPatience($"have {condition} of {name}", element.EvaluateAsync($"(element, name) => duetTest.watchAttribute(element, name, {condition})", name));

    /// <summary>Asserts that the other person's picture moves on the screen, that frames are decoded and that sound is received.</summary>
    public Task ExpectSeesAndHearsAsync() => Task.WhenAll(
        ExpectMovesAsync(RemoteVideo),
        WithinPatience("decode frames and receive sound", page.EvaluateAsync("() => duetTest.hear()")));

    /// <summary>Asserts that what a video element shows really changes.</summary>
    public Task ExpectMovesAsync(ILocator video) =>
        WithinPatience($"show a moving picture in {video}", video.EvaluateAsync("video => duetTest.watchPicture(video)"));

    /// <summary>Waits until something has the keyboard focus and is in sight, by its label or its text.</summary>
    public async Task ExpectFocusAsync(string name)
    {
        try
        {
            await page.WaitForFunctionAsync("name => duetTest.focusName() === name", name);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"'{name}' does not have the focus, but '{await FocusNameAsync()}'.", exception);
        }
    }

    /// <summary>Walks on with Tab until something has the focus, by its label or its text; whatever it comes by has to be in sight.</summary>
    public async Task TabToAsync(string name)
    {
        List<string> passed = [];
        do
        {
            await page.Keyboard.PressAsync("Tab");
            passed.Add(await FocusNameAsync());
            Assert.False(passed[^1] is "nothing" || passed[^1].StartsWith("out of sight", StringComparison.Ordinal), string.Join(", ", passed));
        }
        while (passed[^1] != name);
    }

    /// <summary>What has the keyboard focus, by its label or its text; says so where that is nothing, or out of sight.</summary>
    public Task<string> FocusNameAsync() => page.EvaluateAsync<string>("() => duetTest.focusName()");

    /// <summary>Waits until a screen reader has been given these words to say.</summary>
    public Task ExpectAnnouncedAsync(string words) =>
        Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = words }).First).ToBeAttachedAsync();

    /// <summary>Waits until the page says which way sound and picture take, such as "Direct".</summary>
    public Task ExpectPathAsync(string path) => Expect(page.Locator("duet-path button")).ToHaveTextAsync(path);

    public async Task<CandidatePair> SelectedPairAsync()
    {
        var types = await page.EvaluateAsync<string[]>("() => duetTest.selectedPair()");
        return new CandidatePair(types[0], types[1]);
    }

    /// <summary>How this side reaches its relay, <c>udp</c>, <c>tcp</c> or <c>tls</c>; null where the browser does not say.</summary>
    public Task<string?> RelayProtocolAsync() => page.EvaluateAsync<string?>("() => duetTest.relayProtocol()");

    public async Task<Fingerprints> FingerprintsAsync()
    {
        var fingerprints = await page.EvaluateAsync<string[]>("() => duetTest.fingerprints()");
        return new Fingerprints(fingerprints[0], fingerprints[1]);
    }

    /// <summary>The <c>readyState</c> of every camera and microphone track that the page was given since it loaded.</summary>
    public Task<string[]> TrackStatesAsync() => page.EvaluateAsync<string[]>("() => duetTest.tracks.map(track => track.readyState)");

    /// <summary>The <c>connectionState</c> of every peer connection that the page made since it loaded.</summary>
    public Task<string[]> ConnectionStatesAsync() =>
        page.EvaluateAsync<string[]>("() => duetTest.connections.map(connection => connection.connectionState)");

    /// <summary>The address of every WebSocket that the page has opened since it loaded and that is still open, and "gone" for each other.</summary>
    public Task<string[]> SocketsAsync() => page.EvaluateAsync<string[]>(
        "() => duetTest.sockets.map(socket => socket.readyState === WebSocket.OPEN ? socket.url : 'gone')");

    /// <summary>How many video elements, anywhere in the page, still hold a stream.</summary>
    public Task<int> PlayingVideosAsync() =>
        page.Locator("video").EvaluateAllAsync<int>("videos => videos.filter(video => video.srcObject !== null).length");

    /// <summary>All that the browser says of the page's peer connections, as JSON; why there is none where the page does not answer.</summary>
    public Task<string> AccountAsync() => AskAsync("() => duetTest.account()");

    /// <summary>The same in a line for each connection.</summary>
    public Task<string> SummaryAsync() => AskAsync("() => duetTest.summary()");

    /// <summary>Kills the tab's process; Chromium only.</summary>
    public async Task CrashAsync()
    {
        var crashed = new TaskCompletionSource();
        page.Crash += (_, _) => crashed.TrySetResult();
        var navigation = page.GotoAsync("chrome://crash");
        await WithinPatience("crash", crashed.Task);
        await Assert.ThrowsAsync<PlaywrightException>(() => navigation);
    }

    private ILocator App => page.Locator("duet-app");

    private async Task<string> AskAsync(string question)
    {
        try
        {
            return await page.EvaluateAsync<string>(question).WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            return exception.Message;
        }
    }

    private Task<string?> StateAsync() => App.GetAttributeAsync("data-state", new() { Timeout = 1000 });

    private static async Task WithinPatience(string what, Task work)
    {
        try
        {
            await work.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The page did not {what} within {Patience.TotalSeconds:0} s.");
        }
    }
}
