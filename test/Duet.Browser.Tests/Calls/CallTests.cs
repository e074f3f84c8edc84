using Duet.Browser.Tests.Browsing;
using Duet.TestKit.Processes;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.Calls;

public sealed class CallTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Call_ChromiumWithChromium_BothSeeAndHearEachOther()
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Chromium);
        await Scene.ExpectACallAsync(anna, ben);
    }

    [Fact]
    public async Task Call_ChromiumWithFirefox_BothSeeAndHearEachOther()
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Firefox);
        await Scene.ExpectACallAsync(anna, ben);
    }

    [Fact]
    public async Task Call_FirefoxWaitsForChromium_BothSeeAndHearEachOther()
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Firefox, Engine.Chromium);
        await Scene.ExpectACallAsync(anna, ben);
    }

    [Fact]
    public async Task Call_OverHttpsWithTheGeneratedCertificate_BothSeeAndHearEachOther()
    {
        await _scene.StartServerAsync(new DuetProcessOptions { Urls = "https://127.0.0.1:0" });
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Firefox);
        await Scene.ExpectACallAsync(anna, ben);
        Assert.Equal("wss", _scene.Server.SignalingEndpoint.Scheme);
        Assert.Equal([_scene.Server.SignalingEndpoint.AbsoluteUri], await anna.SocketsAsync());
        Assert.Equal([_scene.Server.SignalingEndpoint.AbsoluteUri], await ben.SocketsAsync());
    }

    [Fact]
    public async Task Call_RoomTypedByOneAndItsLinkCopiedToTheOther_Connects()
    {
        await _scene.StartServerAsync();
        var anna = await _scene.OpenAddressAsync(Engine.Chromium, _scene.Address);
        await anna.Page.Context.GrantPermissionsAsync(["camera", "microphone", "clipboard-read", "clipboard-write"]); // what is not named is denied
        await anna.RoomName.FillAsync("quiet-harbour");
        await anna.JoinAsync();
        await anna.ExpectStateAsync("waiting");
        var link = await anna.CopyLinkAsync();
        Assert.Equal(new Uri(_scene.Address, "/r/quiet-harbour"), link);

        var ben = await _scene.OpenAddressAsync(Engine.Chromium, link);
        await Expect(ben.RoomName).ToHaveValueAsync("quiet-harbour");
        await ben.JoinAsync();
        await ben.ExpectStateAsync("connected");
        await ben.ExpectSeesAndHearsAsync();
    }

    [Theory]
    [InlineData(Engine.Chromium)]
    [InlineData(Engine.Firefox)]
    public async Task OwnPicture_InTheLobbyAndInTheRoom_IsShown(Engine engine)
    {
        await _scene.StartServerAsync();
        var anna = await _scene.OpenAsync(engine, "quiet-harbour");
        await anna.ExpectMovesAsync(anna.Preview);
        await anna.JoinAsync();
        await anna.ExpectMovesAsync(anna.LocalVideo);
    }

    [Fact]
    public async Task Call_TwoRoomsAtOnce_NeverMix()
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Chromium, "quiet-harbour");
        var (carla, david) = await _scene.CallAsync(Engine.Chromium, Engine.Chromium, "loud-harbour");
        await ExpectToTalkToEachOtherAsync(anna, ben);
        await ExpectToTalkToEachOtherAsync(carla, david);

        await ben.LeaveAsync();
        await anna.ExpectStateAsync("waiting");
        await ExpectToTalkToEachOtherAsync(carla, david);
    }

    /// <summary>By the certificate that each side proved to hold, and not by what the server says about them.</summary>
    private static async Task ExpectToTalkToEachOtherAsync(CallPage one, CallPage other)
    {
        await Scene.ExpectACallAsync(one, other);
        var (ones, others) = (await one.FingerprintsAsync(), await other.FingerprintsAsync());
        Assert.Equal(ones.Own, others.Others);
        Assert.Equal(others.Own, ones.Others);
    }
}
