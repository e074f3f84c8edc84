using Duet.Browser.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.Calls;

/// <summary>The room's link, opened once more in the browser that is in the call, or was until its tab crashed.</summary>
public sealed class SecondTabTests(SharedBrowsers browsers) : IAsyncDisposable
{
    // Nothing but taking it over frees a seat within the patience of a test.
    private const string SeatsAreHeld = "--Duet:Signaling:ResumeTimeout=00:05:00";

    private const string Room = "quiet-harbour";

    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData(Engine.Chromium)]
    [InlineData(Engine.Firefox)]
    public async Task SecondTab_IsUsed_TheCallGoesOnInItAndTheFirstSaysSo(Engine engine)
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, engine, Room);
        var second = await _scene.OpenBesideAsync(ben, Room);
        await second.ExpectAnnouncedAsync("You are in this call in another tab");

        await second.Button("Use this tab").ClickAsync();

        await ben.ExpectStateAsync("elsewhere");
        await ExpectACallAsync(anna, second);
        Assert.All(await ben.TrackStatesAsync(), state => Assert.Equal("ended", state));
    }

    [Fact]
    public async Task FirstTab_TakesTheCallBack_ItGoesOnInTheFirst()
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Chromium, Room);
        var second = await _scene.OpenBesideAsync(ben, Room);
        await second.Button("Use this tab").ClickAsync();
        await ben.ExpectStateAsync("elsewhere");

        await ben.Button("Use this tab").ClickAsync();

        await second.ExpectStateAsync("elsewhere");
        await ExpectACallAsync(anna, ben);
    }

    [Fact]
    public async Task FirstTab_LeavesMeanwhile_TheSecondJoinsAsEver()
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Firefox, Room);
        var second = await _scene.OpenBesideAsync(ben, Room);
        await Expect(second.Button("Use this tab")).ToBeVisibleAsync();

        await ben.LeaveAsync();

        await Expect(second.Button("Use this tab")).ToBeHiddenAsync();
        await second.JoinAsync();
        await ExpectACallAsync(anna, second);
    }

    [Theory]
    [InlineData(Engine.Chromium)]
    [InlineData(Engine.Firefox)]
    public async Task FirstTab_GoesSomewhereElse_TheSecondSaysNoMoreThatItIsThere(Engine engine)
    {
        await _scene.StartServerAsync();
        var ben = await _scene.OpenAsync(engine, Room);
        await ben.JoinAsync();
        await ben.ExpectStateAsync("waiting");
        var second = await _scene.OpenBesideAsync(ben, Room);
        await Expect(second.Button("Use this tab")).ToBeVisibleAsync();

        await ben.Page.GotoAsync("about:blank");

        await Expect(second.Button("Join")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task SecondTab_JoinsAsSomebodyElse_TheTwoTabsCallEachOther()
    {
        await _scene.StartServerAsync();
        var first = await _scene.OpenAsync(Engine.Chromium, Room);
        await first.JoinAsync();
        await first.ExpectStateAsync("waiting");
        var second = await _scene.OpenBesideAsync(first, Room);

        await second.Button("Join as somebody else").ClickAsync();

        await ExpectACallAsync(first, second);
    }

    [Fact]
    public async Task Tab_Crashes_ANewOneGoesOnWithTheCallAtOnce()
    {
        await _scene.StartServerAsync(SeatsAreHeld);
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Chromium, Room);
        await ben.CrashAsync();
        var second = await _scene.OpenBesideAsync(ben, Room);
        await second.ExpectAnnouncedAsync("You were in this call just now");

        await second.Button("Rejoin").ClickAsync();

        await ExpectACallAsync(anna, second);
    }

    [Fact]
    public async Task Tab_CrashesBesideALobby_TheLobbyGoesOnWithTheCall()
    {
        await _scene.StartServerAsync(SeatsAreHeld);
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Chromium, Room);
        var second = await _scene.OpenBesideAsync(ben, Room);
        await Expect(second.Button("Use this tab")).ToBeVisibleAsync();
        await ben.CrashAsync();

        await second.Button("Rejoin").ClickAsync();

        await ExpectACallAsync(anna, second);
    }

    private static async Task ExpectACallAsync(CallPage anna, CallPage ben)
    {
        await anna.ExpectStateAsync("connected");
        await ben.ExpectStateAsync("connected");
        await Scene.ExpectACallAsync(anna, ben);
    }
}
