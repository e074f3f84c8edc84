using Duet.Browser.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.InCall;

public sealed class OwnDeviceTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Microphone_SwitchedOffAndOn_IsToldToTheOther()
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Chromium);

        await anna.Button("Mute").ClickAsync();
        await Expect(ben.Page.GetByText("Muted", new() { Exact = true })).ToBeVisibleAsync();

        await anna.Button("Unmute").ClickAsync();
        await Expect(ben.Page.GetByText("Muted", new() { Exact = true })).ToBeHiddenAsync();
        await ben.ExpectSeesAndHearsAsync();
    }

    [Fact]
    public async Task Camera_SwitchedOffAndOn_GoesDarkAndComesBack()
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Chromium);

        await anna.Button("Turn camera off").ClickAsync();
        await Expect(ben.Page.GetByText("Their camera is off").First).ToBeVisibleAsync();
        Assert.Contains("ended", await anna.TrackStatesAsync()); // the camera's light is off, too

        await anna.Button("Turn camera on").ClickAsync();
        await ben.ExpectMovesAsync(ben.RemoteVideo);
        await anna.ExpectMovesAsync(anna.LocalVideo);
    }

    [Fact]
    public async Task Space_HeldWhileMuted_LetsOneTalkForSoLong()
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Chromium);
        await anna.Page.Keyboard.PressAsync("m");
        await Expect(ben.Page.GetByText("Muted", new() { Exact = true })).ToBeVisibleAsync();

        await anna.Page.Keyboard.DownAsync(" ");
        await Expect(anna.Page.GetByText("You can be heard while you hold Space")).ToBeVisibleAsync();
        await Expect(ben.Page.GetByText("Muted", new() { Exact = true })).ToBeHiddenAsync();

        await anna.Page.Keyboard.UpAsync(" ");
        await Expect(ben.Page.GetByText("Muted", new() { Exact = true })).ToBeVisibleAsync();
    }
}
