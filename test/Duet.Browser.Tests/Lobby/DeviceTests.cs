using Duet.Browser.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.Lobby;

/// <summary>Camera, microphone and speaker before the call.</summary>
public sealed class DeviceTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private const string Room = "quiet-harbour";

    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Level_MicrophoneBeeps_RisesAndFalls()
    {
        await _scene.StartServerAsync();
        var lobby = new LobbyPage(await _scene.OpenAsync(Engine.Chromium, Room));

        await lobby.ExpectLevelAsync("level => level >= 3");
        await lobby.ExpectLevelAsync("level => level <= 1");
        await lobby.ExpectLevelAsync("level => level >= 3");
    }

    [Fact]
    public async Task Camera_AnotherIsChosen_IsTheOneAfterReloading()
    {
        await _scene.StartServerAsync();
        var lobby = await OpenWithTwoCamerasAsync();
        await lobby.ExpectDevicesAsync();
        await lobby.Menu("Camera").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Index = 1 });
        await lobby.ExpectPreviewMovesAsync();
        var chosen = await lobby.ChosenAsync("Camera");

        await lobby.Page.ReloadAsync();

        await lobby.ExpectDevicesAsync();
        await lobby.ExpectChosenAsync("Camera", chosen);
        Assert.Equal(chosen, await lobby.Page.EvaluateAsync<string>("() => duetTest.tracks.findLast(track => track.kind === 'video').label"));
    }

    [Fact]
    public async Task Camera_RememberedOneIsGone_AnotherIsUsedAndThatIsSaid()
    {
        _scene.InitScript = """
            localStorage.setItem("duet.devices", JSON.stringify({ camera: { deviceId: "of yesterday", label: "Camera of the office" } }));
            """;
        await _scene.StartServerAsync();
        var lobby = new LobbyPage(await _scene.OpenAsync(Engine.Chromium, Room));

        await lobby.ExpectDevicesAsync();

        await Expect(lobby.Page.Locator("duet-lobby .replaced")).ToContainTextAsync("The camera you chose is not to be had");
        await Expect(lobby.Button("Join")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(Engine.Chromium)]
    [InlineData(Engine.Firefox)]
    public async Task CameraAndMicrophone_SwitchedOff_StayOffAfterReloading(Engine engine)
    {
        await _scene.StartServerAsync();
        var person = await _scene.OpenAsync(engine, Room);
        var lobby = new LobbyPage(person);
        await lobby.ExpectDevicesAsync();
        await lobby.Button("Turn camera off").ClickAsync();
        await lobby.Button("Turn microphone off").ClickAsync();
        Assert.Equal(["ended"], await person.Page.EvaluateAsync<string[]>(
            "() => duetTest.tracks.filter(track => track.kind === 'video').map(track => track.readyState)"));

        await lobby.Page.ReloadAsync();

        await Expect(lobby.Button("Turn camera on")).ToBeVisibleAsync();
        await Expect(lobby.Button("Turn microphone on")).ToBeVisibleAsync();
        await Expect(lobby.Menu("Microphone")).ToBeEnabledAsync();
        Assert.Equal(["audio false"], await person.Page.EvaluateAsync<string[]>(
            "() => duetTest.tracks.map(track => `${track.kind} ${track.enabled}`)"));
    }

    [Fact]
    public async Task Join_CameraOff_IsHeardAndNotSeenAndSeesTheOther()
    {
        await _scene.StartServerAsync();
        var anna = await _scene.OpenAsync(Engine.Chromium, Room);
        await anna.JoinAsync();
        var ben = await _scene.OpenAsync(Engine.Chromium, Room);
        var lobby = new LobbyPage(ben);
        await lobby.ExpectDevicesAsync();
        await lobby.Button("Turn camera off").ClickAsync();
        await ben.JoinAsync();

        await ben.ExpectStateAsync("connected");
        await ben.ExpectSeesAndHearsAsync();
        await Expect(anna.RemoteVideo).Not.ToHaveClassAsync(new System.Text.RegularExpressions.Regex("picture"));
    }

    [Fact]
    public async Task Settings_SpeakerIsTested_PlaysAndSaysWhatShouldBeHeard()
    {
        await _scene.StartServerAsync();
        var lobby = new LobbyPage(await _scene.OpenAsync(Engine.Chromium, Room));
        await lobby.ExpectDevicesAsync();
        await lobby.Button("Camera, microphone and speaker").ClickAsync();

        await lobby.Button("Test").ClickAsync();

        await Expect(lobby.Page.GetByText("You should hear a chime")).ToBeVisibleAsync();
        await Expect(lobby.Page.GetByText("You should hear a chime")).ToBeHiddenAsync(); // it fades away within two seconds
        await Expect(lobby.Page.GetByText("Nothing could be played")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Settings_ClosedByEscape_GiveTheFocusBack()
    {
        await _scene.StartServerAsync();
        var lobby = new LobbyPage(await _scene.OpenAsync(Engine.Chromium, Room));
        await lobby.ExpectDevicesAsync();
        await lobby.Button("Camera, microphone and speaker").ClickAsync();
        await Expect(lobby.Dialog).ToBeVisibleAsync();

        await lobby.Page.Keyboard.PressAsync("Escape");

        await Expect(lobby.Dialog).ToBeHiddenAsync();
        await Expect(lobby.Button("Camera, microphone and speaker")).ToBeFocusedAsync();
    }

    private async Task<LobbyPage> OpenWithTwoCamerasAsync()
    {
        var chromium = _scene.Own(await OwnChromium.LaunchAsync(browsers, "--use-fake-device-for-media-stream=device-count=2"));
        return new LobbyPage(await _scene.OpenInAsync(chromium.Browser, Room));
    }
}
