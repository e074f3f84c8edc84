using Duet.Browser.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.Lobby;

/// <summary>Each thing that keeps camera and microphone from working has words of its own, and a way out.</summary>
public sealed class MediaProblemTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private const string Room = "quiet-harbour";

    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData("NotAllowedError", "Permission denied", "denied", "Camera and microphone blocked", "icon to the left of the address")]
    [InlineData("NotAllowedError", "Permission dismissed", "prompt", "Camera and microphone not allowed yet", "choose “Allow”")]
    [InlineData("NotAllowedError", "Permission denied by system", "granted", "Camera and microphone blocked by the system", "privacy settings")]
    [InlineData("NotFoundError", "", "granted", "Camera and microphone not found", "Plug it in")]
    [InlineData("NotReadableError", "", "granted", "Camera and microphone in use", "Close that one")]
    [InlineData("OverconstrainedError", "", "granted", "Camera and microphone cannot do what a call needs", "Plug in another one")]
    [InlineData("AbortError", "", "granted", "Camera and microphone did not start", "restart the browser")]
    public async Task Devices_CannotBeHad_SaysWhyAndWhatToDoUntilTryingAgainHelps(
        string name, string message, string permission, string heading, string advice)
    {
        _scene.InitScript = Failing(name, message, permission);
        await _scene.StartServerAsync();
        var lobby = new LobbyPage(await _scene.OpenAsync(Engine.Chromium, Room));

        await Expect(lobby.Help).ToContainTextAsync(heading);
        await Expect(lobby.Help).ToContainTextAsync(advice);
        await Expect(lobby.Button("Join anyway")).ToBeVisibleAsync();

        await lobby.Page.EvaluateAsync("() => lobbyTest.recover()");
        await lobby.Button("Try again").ClickAsync();

        await lobby.ExpectPreviewMovesAsync();
        await Expect(lobby.Help).ToBeHiddenAsync();
        await Expect(lobby.Button("Join")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Devices_RefusedInFirefox_NamesFirefoxsOwnSteps()
    {
        _scene.InitScript = Failing("NotAllowedError", "The request is not allowed by the user agent.", "denied");
        await _scene.StartServerAsync();
        var lobby = new LobbyPage(await _scene.OpenAsync(Engine.Firefox, Room));

        await Expect(lobby.Help).ToContainTextAsync("Camera and microphone blocked");
        await Expect(lobby.Help).ToContainTextAsync("crossed-out icon");
    }

    [Fact]
    public async Task Camera_BlockedForThePage_SaysSo()
    {
        _scene.InitScript = Failing("NotAllowedError", "Permission denied", "denied", "({ video }) => video");
        await _scene.StartServerAsync();
        var lobby = new LobbyPage(await _scene.OpenAsync(Engine.Chromium, Room));

        await Expect(lobby.Help).ToContainTextAsync("Camera blocked");
        await Expect(lobby.Help).ToContainTextAsync("they hear you but do not see you");
        await Expect(lobby.Menu("Microphone")).ToBeEnabledAsync();
    }

    [Fact]
    public async Task Camera_NoneThere_SaysSoAndTheMicrophoneWorks()
    {
        await _scene.StartServerAsync();
        var chromium = _scene.Own(await OwnChromium.LaunchAsync(browsers, "--use-fake-device-for-media-stream=device-count=0"));
        var lobby = new LobbyPage(await _scene.OpenInAsync(chromium.Browser, Room));

        await Expect(lobby.Help).ToContainTextAsync("Camera not found");
        await Expect(lobby.Menu("Microphone")).ToBeEnabledAsync();
        await Expect(lobby.Menu("Camera")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task Page_OverPlainHttp_SaysWhatIsMissingAndOffersNoSecondTry()
    {
        await _scene.StartServerAsync();
        _scene.Address = new UriBuilder(_scene.Server.Address) { Host = "duet.test" }.Uri; // unlike localhost, not to be trusted without HTTPS
        var chromium = _scene.Own(await OwnChromium.LaunchAsync(browsers, "--host-resolver-rules=MAP duet.test 127.0.0.1"));
        var lobby = new LobbyPage(await _scene.OpenInAsync(chromium.Browser, Room));

        await Expect(lobby.Help).ToContainTextAsync("Camera and microphone need a secure page");
        await Expect(lobby.Help).ToContainTextAsync("https://");
        await Expect(lobby.Button("Try again")).ToBeHiddenAsync();
    }

    /// <summary>A browser whose devices fail like this until <c>lobbyTest.recover()</c>.</summary>
    /// <param name="name">Of the <c>DOMException</c>.</param>
    /// <param name="message">What it says.</param>
    /// <param name="permission">What the browser says of its permission for each.</param>
    /// <param name="concerns">For which constraints, as a JavaScript function. Default: for all.</param>
    private static string Failing(string name, string message, string permission, string concerns = "() => true") =>
        $$"""
        (() => {
          const { mediaDevices, permissions } = navigator;
          const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
          const concerns = {{concerns}};
          let isFailing = true;
          mediaDevices.getUserMedia = (constraints) =>
            isFailing && concerns(constraints) ? Promise.reject(new DOMException("{{message}}", "{{name}}")) : getUserMedia(constraints);
          permissions.query = ({ name }) => {
            const state = concerns({ audio: name === "microphone", video: name === "camera" }) ? "{{permission}}" : "granted";
            return Promise.resolve(Object.assign(new EventTarget(), { state }));
          };
          globalThis.lobbyTest = { recover: () => { isFailing = false; } };
        })();
        """;
}
