using Duet.Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.InCall;

public sealed class ViewTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task SmallPicture_ClickedAndSwappedBack_ChangesPlaces()
    {
        var anna = await TalkAsync();
        await anna.Page.Locator(".tile.self .enlarge").ClickAsync();
        await Expect(anna.Page.Locator(".tile.self.large")).ToBeVisibleAsync();
        await anna.Page.Keyboard.PressAsync("w");
        await Expect(anna.Page.Locator(".tile.remote.large")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task SmallPicture_Dragged_SnapsIntoTheCorner()
    {
        var anna = await TalkAsync();
        var small = await anna.Page.Locator(".tile.self").BoundingBoxAsync() ?? throw new InvalidOperationException("It has no box.");
        await anna.Page.Mouse.MoveAsync(small.X + (small.Width / 2), small.Y + (small.Height / 2));
        await anna.Page.Mouse.DownAsync();
        await anna.Page.Mouse.MoveAsync(200, 120, new() { Steps = 5 });
        await anna.Page.Mouse.UpAsync();
        await Expect(anna.Page.Locator("section[data-corner=top-left]")).ToBeVisibleAsync();
        await Expect(anna.Page.Locator(".tile.self.small")).ToBeVisibleAsync(); // and is not taken for a click
    }

    [Fact]
    public async Task Statistics_Opened_ShowLinesAndTheSameInWords()
    {
        var anna = await TalkAsync();
        await anna.Button("More").ClickAsync();
        await anna.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Statistics" }).ClickAsync();
        await Expect(anna.Page.Locator("duet-chart canvas")).ToHaveCountAsync(3);
        await Expect(anna.Page.Locator("duet-statistics table")).ToContainTextAsync("opus");
        await anna.Page.Keyboard.PressAsync("Escape");
        await Expect(anna.Page.Locator("duet-statistics")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task QuestionMark_Pressed_ListsTheKeysAndEscapeGivesTheFocusBack()
    {
        var anna = await TalkAsync();
        await anna.Page.Keyboard.PressAsync("?");
        var list = anna.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" });
        await Expect(list).ToBeVisibleAsync();
        await anna.Page.Keyboard.PressAsync("m"); // in a dialog, keys are its own
        await anna.Page.Keyboard.PressAsync("Escape");
        await Expect(list).ToBeHiddenAsync();
        await Expect(anna.Button("Mute")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Controls_WhileNothingHappens_StepBackAndComeWithTheMouse()
    {
        var anna = await TalkAsync();
        var controls = anna.Page.Locator("duet-controls");
        await anna.Page.Mouse.MoveAsync(300, 200);
        await Expect(controls).ToHaveCSSAsync("opacity", "0");
        await anna.Page.Mouse.MoveAsync(320, 220);
        await Expect(controls).ToHaveCSSAsync("opacity", "1");
    }

    [Theory]
    [InlineData(390, 844)]
    [InlineData(844, 390)]
    [InlineData(300, 400)]
    [InlineData(640, 400)] // 1280 wide at 200 %
    public async Task EveryControl_InAnySize_IsWithinTheWindowAndLargeEnough(int width, int height)
    {
        var anna = await TalkAsync();
        await anna.Page.SetViewportSizeAsync(width, height);
        var buttons = await anna.Page.Locator("duet-controls .tool:visible").AllAsync();
        Assert.True(buttons.Count >= 4);
        foreach (var button in buttons)
        {
            var box = await button.BoundingBoxAsync() ?? throw new InvalidOperationException("It has no box.");
            Assert.True(box.Width >= 44 && box.Height >= 44, $"{box.Width} by {box.Height}");
            Assert.True(box.X >= 0 && box.X + box.Width <= width && box.Y >= 0 && box.Y + box.Height <= height, $"at {box.X}, {box.Y}");
        }
    }

    [Fact]
    public async Task PictureInPicture_Opened_HasTheOtherAndTheButtons()
    {
        var anna = await TalkAsync();
        await anna.Button("More").ClickAsync();
        var opened = anna.Page.Context.WaitForPageAsync();
        await anna.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Picture in picture" }).ClickAsync();
        var window = await opened;
        await Expect(window.Locator("video")).ToBeVisibleAsync();
        await window.GetByRole(AriaRole.Button, new() { Name = "Mute", Exact = true }).ClickAsync();
        await Expect(anna.Button("Unmute")).ToBeVisibleAsync();
        await window.GetByRole(AriaRole.Button, new() { Name = "Leave" }).ClickAsync();
        await anna.ExpectStateAsync("left");
    }

    [Fact]
    public async Task Leave_AfterACall_SaysHowLongItWas()
    {
        var anna = await TalkAsync();
        await anna.LeaveAsync();
        await anna.ExpectStateAsync("left");
        await Expect(anna.Page.GetByText("You talked for 0:")).ToBeVisibleAsync();
        await Expect(anna.Button("Rejoin")).ToBeVisibleAsync();
    }

    /// <summary>One of two people in a call.</summary>
    private async Task<CallPage> TalkAsync()
    {
        await _scene.StartServerAsync();
        return (await _scene.CallAsync(Engine.Chromium, Engine.Chromium)).First;
    }
}
