using Duet.Browser.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.Calls;

/// <summary>The ways in which a call ends, and what comes after.</summary>
public sealed class EndTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private const string Room = "quiet-harbour";

    // Who is gone without a word may come back, for that long.
    private const string SeatsEndSoon = "--Duet:Signaling:ResumeTimeout=00:00:02";

    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Leave_InACall_StopsCameraAndMicrophoneAndClearsTheVideos()
    {
        await _scene.StartServerAsync();
        var (_, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Chromium);
        await ben.LeaveAsync();
        await ben.ExpectStateAsync("left");
        Assert.All(await ben.TrackStatesAsync(), state => Assert.Equal("ended", state));
        Assert.All(await ben.ConnectionStatesAsync(), state => Assert.Equal("closed", state));
        Assert.Equal(0, await ben.PlayingVideosAsync());
    }

    [Fact]
    public async Task Leave_InACall_TheOtherWaitsWithoutTheirPicture()
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Firefox, Engine.Chromium);
        await ben.LeaveAsync();
        await anna.ExpectStateAsync("waiting");
        Assert.Equal(["closed", "new"], await anna.ConnectionStatesAsync()); // the second is for whoever comes
        await Expect(anna.RemoteVideo).ToBeHiddenAsync();
        Assert.All(await anna.TrackStatesAsync(), state => Assert.Equal("live", state));
    }

    [Fact]
    public async Task HangUp_ThenCallAgain_BothSeeAndHearEachOther()
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Firefox);
        await ben.LeaveAsync();
        await anna.ExpectStateAsync("waiting");
        await ben.ReturnAsync();
        await ExpectACallAsync(anna, ben);

        await anna.LeaveAsync();
        await ben.ExpectStateAsync("waiting");
        await anna.ReturnAsync();
        await ExpectACallAsync(anna, ben);
    }

    [Fact]
    public async Task Tab_Crashes_TheOtherWaitsAndCanCallAgain()
    {
        await _scene.StartServerAsync(SeatsEndSoon);
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Chromium);
        await ben.CrashAsync();
        await anna.ExpectStateAsync("waiting");
        var benAgain = await _scene.OpenAsync(Engine.Chromium, Room);
        await benAgain.JoinAsync();
        await ExpectACallAsync(anna, benAgain);
    }

    [Fact]
    public async Task Tab_ClosedInFirefox_TheOtherWaits()
    {
        await _scene.StartServerAsync(SeatsEndSoon);
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Firefox);
        await ben.Page.CloseAsync();
        await anna.ExpectStateAsync("waiting");
    }

    [Theory]
    [InlineData(Engine.Chromium)]
    [InlineData(Engine.Firefox)]
    public async Task Page_LeftForAnother_TheOtherIsToldAtOnce(Engine engine)
    {
        await _scene.StartServerAsync("--Duet:Signaling:ResumeTimeout=00:05:00"); // Nothing but a leave tells them within the patience of a test.
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, engine);

        await ben.Page.GotoAsync("about:blank");

        await anna.ExpectStateAsync("waiting");
    }

    [Fact]
    public async Task Browser_Killed_TheOtherWaits()
    {
        await _scene.StartServerAsync(SeatsEndSoon);
        var chromium = _scene.Own(await OwnChromium.LaunchAsync(browsers));
        await ExpectWaitsWhenKilledAsync(() => _scene.OpenInAsync(chromium.Browser, Room), chromium.Kill);
    }

    [Fact]
    public async Task Browser_FirefoxKilled_TheOtherWaits()
    {
        await _scene.StartServerAsync(SeatsEndSoon);
        var firefox = _scene.Own(await OwnFirefox.LaunchAsync(browsers));
        await ExpectWaitsWhenKilledAsync(() => _scene.OpenInAsync(firefox.Profile, Room), firefox.Kill);
    }

    private async Task ExpectWaitsWhenKilledAsync(Func<Task<CallPage>> openAsync, Action kill)
    {
        var (anna, _) = await Scene.CallAsync(() => _scene.OpenAsync(Engine.Chromium, Room), openAsync);
        kill();
        await anna.ExpectStateAsync("waiting");
    }

    private static async Task ExpectACallAsync(CallPage anna, CallPage ben)
    {
        await anna.ExpectStateAsync("connected");
        await ben.ExpectStateAsync("connected");
        await Scene.ExpectACallAsync(anna, ben);
    }
}
