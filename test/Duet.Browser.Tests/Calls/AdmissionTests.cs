using Duet.Browser.Tests.Browsing;
using Duet.TestKit.Processes;

namespace Duet.Browser.Tests.Calls;

/// <summary>Who gets into a room, and with what.</summary>
public sealed class AdmissionTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Join_ThirdPerson_IsToldAndThePairIsUndisturbed()
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Chromium);
        var carla = await _scene.OpenAsync(Engine.Firefox, "quiet-harbour");
        await carla.JoinAsync();
        await carla.ExpectStateAsync("room-full");
        Assert.All(await carla.ConnectionStatesAsync(), state => Assert.Equal("closed", state));

        await Scene.ExpectACallAsync(anna, ben);
        Assert.Equal(["connected"], await anna.ConnectionStatesAsync());
        Assert.Equal(["connected"], await ben.ConnectionStatesAsync());
    }

    [Fact]
    public async Task Join_RoomWasFull_TryAgainJoinsWhenThereIsASeat()
    {
        await _scene.StartServerAsync();
        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Chromium);
        var carla = await _scene.OpenAsync(Engine.Chromium, "quiet-harbour");
        await carla.JoinAsync();
        await carla.ExpectStateAsync("room-full");
        await ben.LeaveAsync();
        await anna.ExpectStateAsync("waiting");
        await carla.ReturnAsync();
        await carla.ExpectStateAsync("connected");
        await Scene.ExpectACallAsync(carla, anna);
    }

    [Fact]
    public async Task Join_WithoutACamera_IsHeardAndSeesTheOther()
    {
        await _scene.StartServerAsync();
        var anna = await _scene.OpenAsync(Engine.Chromium, "quiet-harbour");
        await anna.JoinAsync();
        await using var chromium = await OwnChromium.LaunchAsync(browsers, "--use-fake-device-for-media-stream=device-count=0");
        var ben = await _scene.OpenInAsync(chromium.Browser, "quiet-harbour");
        await ben.Button("Join anyway").ClickAsync();
        await ben.ExpectStateAsync("connected");
        await anna.ExpectStateAsync("connected");
        await ben.ExpectSeesAndHearsAsync();
    }

    [Theory]
    [InlineData(Engine.Chromium)]
    [InlineData(Engine.Firefox)]
    public async Task Join_CameraAndMicrophoneRefused_SeesAndHearsTheOther(Engine engine)
    {
        await _scene.StartServerAsync();
        var anna = await _scene.OpenAsync(Engine.Chromium, "quiet-harbour");
        await anna.JoinAsync();
        var ben = await _scene.OpenRefusingCameraAsync(engine, "quiet-harbour");
        await ben.Button("Join anyway").ClickAsync();
        await ben.ExpectStateAsync("connected");
        await ben.ExpectSeesAndHearsAsync();
        Assert.Empty(await ben.TrackStatesAsync());
    }

    [Fact]
    public async Task Join_ServerUnreachable_SaysSoAndTryAgainJoinsWhenItIsBack()
    {
        await _scene.StartServerAsync();
        var address = _scene.Address;
        var anna = await _scene.OpenAsync(Engine.Chromium, "quiet-harbour");
        await anna.ExpectStateAsync("lobby");
        await _scene.Server.StopAsync();
        await anna.JoinAsync();
        await anna.ExpectStateAsync("unreachable");

        await _scene.StartServerAsync(new DuetProcessOptions { Urls = address.GetLeftPart(UriPartial.Authority) });
        await anna.ReturnAsync();
        await anna.ExpectStateAsync("waiting");
    }
}
