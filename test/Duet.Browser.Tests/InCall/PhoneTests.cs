using Duet.Browser.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.InCall;

/// <summary>A call between two phones, with fingers.</summary>
public sealed class PhoneTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private const string Room = "quiet-harbour";

    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Call_UprightAndOnItsSide_IsHeldAndUsedByTouch()
    {
        await _scene.StartServerAsync();
        var anna = await _scene.OpenOnPhoneAsync(Room, 390, 844);
        var ben = await _scene.OpenOnPhoneAsync(Room, 844, 390);
        await ExpectToFitAsync(anna, 390);
        await ExpectToFitAsync(ben, 844);
        await anna.Button("Join").TapAsync();
        await anna.ExpectStateAsync("waiting");
        await ExpectToFitAsync(anna, 390);
        await ben.Button("Join").TapAsync();
        await anna.ExpectStateAsync("connected");
        await Scene.ExpectACallAsync(anna, ben);
        await ExpectToFitAsync(anna, 390);
        await ExpectToFitAsync(ben, 844);

        foreach (var (one, other) in new[] { (anna, ben), (ben, anna) })
        {
            await WakeAsync(one);
            await one.Button("Mute").TapAsync();
            await Expect(other.Page.GetByText("Muted", new() { Exact = true })).ToBeVisibleAsync();
            await WakeAsync(one);
            await one.Button("More").TapAsync();
            await Expect(one.Page.Locator("[role=menuitem]:visible").First).ToBeInViewportAsync(new() { Ratio = 1 });
            await ExpectToFitAsync(one, one == anna ? 390 : 844);
            await one.Button("More").TapAsync();
        }

        await WakeAsync(ben);
        await ben.Button("Leave").TapAsync();
        await ben.ExpectStateAsync("left");
        await anna.ExpectStateAsync("waiting");
    }

    /// <summary>The first tap on a picture brings the controls back, where they have stepped back.</summary>
    private static async Task WakeAsync(CallPage person)
    {
        await person.Page.Touchscreen.TapAsync(200, 200);
        await Expect(person.Page.Locator("duet-controls")).ToHaveCSSAsync("opacity", "1");
    }

    /// <summary>A page that is wider than its phone makes the phone's window wider.</summary>
    private static async Task ExpectToFitAsync(CallPage person, int width)
    {
        Assert.Empty(await person.Page.EvaluateAsync<string[]>("() => duetTest.overflowing()"));
        Assert.Equal(width, await person.Page.EvaluateAsync<int>("() => innerWidth"));
    }
}
