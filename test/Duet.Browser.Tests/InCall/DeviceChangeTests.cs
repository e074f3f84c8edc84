using System.Text.RegularExpressions;
using Duet.Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.InCall;

/// <summary>Another camera or microphone in the middle of a call, chosen or for want of the one before.</summary>
public sealed class DeviceChangeTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private const string Room = "quiet-harbour";

    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData("Camera", "video")]
    [InlineData("Microphone", "audio")]
    public async Task Settings_AnotherIsChosenInTheCall_TheSameCallGoesOnWithIt(string device, string kind)
    {
        var (anna, ben) = await TalkAsync(await TwoCamerasAsync());
        var before = await LabelAsync(anna, kind);
        await anna.Button("More").ClickAsync();
        await anna.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Camera, microphone and speaker" }).ClickAsync();
        var menu = anna.Page.Locator("duet-settings").GetByRole(AriaRole.Combobox, new() { Name = device, Exact = true });
        var chosen = await menu.Locator("option:not(:checked)").Last.TextContentAsync() ?? "";

        await menu.SelectOptionAsync(new SelectOptionValue { Label = chosen.Trim() });

        await anna.Page.WaitForFunctionAsync($"before => ({Label})('{kind}') !== before", before);
        Assert.Equal(chosen.Trim(), await LabelAsync(anna, kind));
        Assert.Equal(chosen.Trim(), await anna.Page.EvaluateAsync<string>($"() => ({Sent})('{kind}').label"));
        Assert.Equal("live", await anna.Page.EvaluateAsync<string>($"() => ({Sent})('{kind}').readyState"));
        Assert.All(await AllButTheLastAsync(anna, kind), state => Assert.Equal("ended", state));

        // And back: of Chromium's fake cameras, the second now and then gives no picture at all, wherever it is shown.
        await menu.SelectOptionAsync(new SelectOptionValue { Label = before });
        await anna.Page.WaitForFunctionAsync($"before => ({Label})('{kind}') === before", before);
        await Scene.ExpectACallAsync(anna, ben);
        Assert.Equal(["connected"], await anna.ConnectionStatesAsync());
        Assert.Equal(["connected"], await ben.ConnectionStatesAsync());
    }

    [Theory]
    [InlineData(Engine.Chromium)]
    [InlineData(Engine.Firefox)]
    public async Task Camera_PulledOutAndPluggedInAgain_ComesBackByItselfAndByOnePressWhereNobodyTells(Engine engine)
    {
        _scene.InitScript = EmbeddedText.Read("loose-camera.js");
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(engine, Engine.Chromium, Room);
        await Scene.ExpectACallAsync(anna, ben);

        await PullOutAsync(anna, ben);
        await anna.Page.EvaluateAsync("() => looseCamera.plugIn()");
        await ExpectThePictureIsBackAsync(anna, ben);

        await PullOutAsync(anna, ben);
        await anna.Page.EvaluateAsync("() => looseCamera.plugInUntold()");
        await anna.Button("No camera. Try again").ClickAsync();
        await ExpectThePictureIsBackAsync(anna, ben);
    }

    [Fact]
    public async Task Camera_PulledOutWithAnotherThere_TheOtherOneIsSentAndNamed()
    {
        var (anna, _) = await TalkAsync(await TwoCamerasAsync());
        var before = await LabelAsync(anna, "video");
        await anna.Page.EvaluateAsync(
            """
            (gone) => {
              const { mediaDevices } = navigator;
              const enumerateDevices = mediaDevices.enumerateDevices.bind(mediaDevices);
              const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
              const others = async () => (await enumerateDevices()).filter(({ label }) => label !== gone);
              mediaDevices.enumerateDevices = others;
              mediaDevices.getUserMedia = async (constraints) => {
                const { deviceId } = (await others()).find(({ kind }) => kind === "videoinput");
                return getUserMedia({ ...constraints, ...(constraints.video && { video: { deviceId: { exact: deviceId } } }) });
              };
              const track = duetTest.tracks.findLast(({ kind }) => kind === "video");
              track.stop();
              track.dispatchEvent(new Event("ended"));
            }
            """,
            before);

        await anna.ExpectAnnouncedAsync("The camera you chose is not to be had. Using fake_device");

        Assert.NotEqual(before, await anna.Page.EvaluateAsync<string>($"() => ({Sent})('video').label"));
        Assert.Equal("live", await anna.Page.EvaluateAsync<string>($"() => ({Sent})('video').readyState"));
    }

    /// <summary>JavaScript: the name of the device that was opened last.</summary>
    private const string Label = "kind => duetTest.tracks.findLast(track => track.kind === kind).label";

    /// <summary>JavaScript: the track that the other is sent.</summary>
    private const string Sent = "kind => duetTest.connections.at(-1).getSenders().map(sender => sender.track).find(track => track?.kind === kind)";

    private async Task<IBrowser> TwoCamerasAsync() =>
        _scene.Own(await OwnChromium.LaunchAsync(browsers, "--use-fake-device-for-media-stream=device-count=2")).Browser;

    private async Task<(CallPage Anna, CallPage Ben)> TalkAsync(IBrowser annas)
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await Scene.CallAsync(() => _scene.OpenInAsync(annas, Room), () => _scene.OpenAsync(Engine.Chromium, Room));
        await Scene.ExpectACallAsync(anna, ben);
        return (anna, ben);
    }

    /// <summary>Both see that there is no picture any more, and the one whose camera it is reads and hears why.</summary>
    private static async Task PullOutAsync(CallPage anna, CallPage ben)
    {
        await anna.Page.EvaluateAsync("() => looseCamera.pullOut()");

        await Expect(anna.Page.Locator(".pill", new() { HasText = "No picture from your camera" })).ToBeVisibleAsync();
        await anna.ExpectAnnouncedAsync("No picture from your camera");
        await Expect(ben.Page.GetByText("They have no camera").First).ToBeVisibleAsync();
        await Expect(ben.RemoteVideo).Not.ToHaveClassAsync(new Regex("picture"));
    }

    /// <summary>By the same connection, which is asked at once: a machine that is short of time may lose it later, and make another one.</summary>
    private static async Task ExpectThePictureIsBackAsync(CallPage anna, CallPage ben)
    {
        await Expect(ben.Page.GetByText("They have no camera")).ToHaveCountAsync(0);
        Assert.Equal(["connected"], await anna.ConnectionStatesAsync());
        await Expect(anna.Page.Locator(".pill", new() { HasText = "No picture from your camera" })).ToHaveCountAsync(0);
        await Scene.ExpectACallAsync(anna, ben);
    }

    private static Task<string> LabelAsync(CallPage person, string kind) => person.Page.EvaluateAsync<string>(Label, kind);

    private static Task<string[]> AllButTheLastAsync(CallPage person, string kind) => person.Page.EvaluateAsync<string[]>(
        "kind => duetTest.tracks.filter(track => track.kind === kind).slice(0, -1).map(track => track.readyState)", kind);
}
