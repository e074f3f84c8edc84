using Duet.Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.InCall;

/// <summary>Calls of people who use no mouse.</summary>
public sealed class KeyboardTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private const string Room = "quiet-harbour";

    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Call_ByKeysAlone_IsJoinedMutedLeftAndJoinedAgain()
    {
        var (anna, ben) = await MeetAsync();

        await anna.TabToAsync("Mute");
        await PressAsync(anna, "Space", "Unmute");
        await Expect(ben.Page.GetByText("Muted", new() { Exact = true })).ToBeVisibleAsync();
        await PressAsync(anna, "m", "Mute");
        await Expect(ben.Page.GetByText("Muted", new() { Exact = true })).ToBeHiddenAsync();

        await anna.TabToAsync("Turn camera off");
        await PressAsync(anna, "Enter", "Turn camera on");
        await Expect(ben.Page.GetByText("Their camera is off").First).ToBeVisibleAsync();
        await PressAsync(anna, "v", "Turn camera off");
        await ben.ExpectSeesAndHearsAsync();

        await anna.TabToAsync("Leave");
        await PressAsync(anna, "Enter", "You left the call");
        await ben.ExpectStateAsync("waiting");

        await anna.TabToAsync("Rejoin");
        await PressAsync(anna, "Enter", "Call");
        await anna.ExpectStateAsync("connected");
        await Scene.ExpectACallAsync(anna, ben);
        Assert.Equal("Call", await anna.FocusNameAsync());
    }

    [Fact]
    public async Task Windows_OpenedFromTheMenuAndClosed_GiveTheFocusBackToTheMenu()
    {
        var (anna, _) = await MeetAsync();
        await anna.TabToAsync("More");

        foreach (var (item, focused) in new[] { ("Statistics", "Statistics"), ("Camera, microphone and speaker", "Close"), ("Keyboard shortcuts", "Close") })
        {
            await anna.Page.Keyboard.PressAsync("Enter");
            await Expect(anna.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Camera, microphone and speaker" })).ToBeFocusedAsync();
            var wanted = anna.Page.GetByRole(AriaRole.Menuitem, new() { Name = item });
            while (!await wanted.EvaluateAsync<bool>("item => item.matches(':focus')"))
            {
                await anna.Page.Keyboard.PressAsync("ArrowDown");
            }

            await PressAsync(anna, "Enter", focused);
            await PressAsync(anna, "Escape", "More");
        }
    }

    [Fact]
    public async Task Statistics_OpenedByTheirKey_GiveTheFocusBackToWhereItWas()
    {
        var (anna, _) = await MeetAsync();
        await anna.TabToAsync("Turn camera off");

        await PressAsync(anna, "i", "Statistics");
        await PressAsync(anna, "Escape", "Turn camera off");
        await PressAsync(anna, "i", "Statistics");
        await PressAsync(anna, "i", "Turn camera off");
    }

    [Fact]
    public async Task Link_HasTheFocusWhenTheOtherComes_TheCallHasItThen()
    {
        await _scene.StartServerAsync();
        var anna = await _scene.OpenAsync(Engine.Chromium, Room);
        await JoinAsync(anna);
        await anna.ExpectStateAsync("waiting"); // There is no link before.
        await anna.Button("Copy link").FocusAsync();

        var ben = await _scene.OpenAsync(Engine.Chromium, Room);
        await ben.JoinAsync();

        await anna.ExpectStateAsync("connected");
        await anna.ExpectFocusAsync("Call");
    }

    [Fact]
    public async Task SmallPicture_MadeLargeWithEnter_TheFocusStaysInTheCall()
    {
        var (anna, _) = await MeetAsync();
        await anna.TabToAsync("Your picture. Enter makes it large, arrow keys move it.");
        await PressAsync(anna, "Enter", "Call");
        await Expect(anna.Page.Locator(".tile.self.large")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Screen_SharedAndStoppedByKeys_TheFocusStaysInTheCall()
    {
        var (anna, ben) = await MeetAsync();
        await anna.TabToAsync("Share screen");
        await anna.Page.Keyboard.PressAsync("Enter");
        await Expect(anna.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Text and details" })).ToBeFocusedAsync();

        await PressAsync(anna, "Enter", "Call controls");
        await Expect(ben.Page.Locator(".tile.screen.large")).ToBeVisibleAsync();
        await anna.TabToAsync("Stop sharing");
        await PressAsync(anna, "Enter", "Call controls");
        await Expect(ben.Page.Locator(".tile.screen")).ToHaveCountAsync(0);
    }

    private async Task<(CallPage Anna, CallPage Ben)> MeetAsync()
    {
        await _scene.StartServerAsync();
        var ben = await _scene.OpenAsync(Engine.Chromium, Room);
        await ben.JoinAsync();
        await ben.ExpectStateAsync("waiting");
        var anna = await _scene.OpenAsync(Engine.Chromium, Room);
        await JoinAsync(anna);
        await anna.ExpectStateAsync("connected");
        return (anna, ben);
    }

    private static async Task JoinAsync(CallPage person)
    {
        await person.ExpectStateAsync("lobby");
        await person.ExpectMovesAsync(person.Preview);
        await person.TabToAsync("Join");
        await PressAsync(person, "Enter", "Call");
    }

    /// <summary>Presses a key, and waits until what the focus is on then is called so.</summary>
    private static async Task PressAsync(CallPage person, string key, string focused)
    {
        await person.Page.Keyboard.PressAsync(key);
        await person.ExpectFocusAsync(focused);
    }
}
