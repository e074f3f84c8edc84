using Duet.Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.InCall;

public sealed class ScreenShareTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData("Text and details")]
    [InlineData("Video and motion")]
    public async Task Screen_SharedAndStopped_IsSeenBesideTheCamera(string content)
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Chromium);

        await anna.Button("Share screen").ClickAsync();
        await anna.Page.GetByRole(AriaRole.Menuitem, new() { Name = content }).ClickAsync();
        await Expect(anna.Page.GetByText("You are sharing your screen").First).ToBeVisibleAsync();
        await Expect(ben.Page.Locator(".tile.screen.large")).ToBeVisibleAsync();
        await ben.ExpectMovesAsync(ben.Page.GetByTestId("remote-screen"));
        await ben.ExpectMovesAsync(ben.RemoteVideo);

        await anna.Button("Stop").ClickAsync();
        await Expect(ben.Page.Locator(".tile.screen")).ToHaveCountAsync(0);
        await ben.ExpectSeesAndHearsAsync();
    }
}
