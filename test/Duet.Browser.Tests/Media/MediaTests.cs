using Duet.Browser.Tests.Browsing;

namespace Duet.Browser.Tests.Media;

/// <summary>What a call carries besides being connected: the very sound, a screen, and what the two sides tell each other.</summary>
public sealed class MediaTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private readonly Scene _scene = new(browsers);
    private SdkHost _host = null!;

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData(Engine.Chromium, Engine.Chromium)]
    [InlineData(Engine.Chromium, Engine.Firefox)]
    public async Task Tone_FromEachSide_ArrivesAsTheSameTone(Engine first, Engine second)
    {
        var (anna, ben) = await CallAsync(first, second);
        await anna.ExpectHearsAsync(ben.Hertz);
        await ben.ExpectHearsAsync(anna.Hertz);
    }

    [Fact]
    public async Task State_OfEachSide_IsSeenByTheOther()
    {
        var (anna, ben) = await CallAsync(Engine.Chromium, Engine.Firefox);
        await anna.WaitAsync("() => client.call.peerState?.microphone === 'on' && client.call.peerState.camera === 'on'");
        await ben.Person.Page.EvaluateAsync("() => client.call.setState({ microphone: 'off', camera: 'none', name: 'Ben' })");
        await anna.WaitAsync("() => client.call.peerState?.microphone === 'off' && client.call.peerState.name === 'Ben'");
        await anna.Person.Page.EvaluateAsync("() => client.call.setState({ microphone: 'on', camera: 'off' })");
        await ben.WaitAsync("() => client.call.peerState?.camera === 'off'");
        await anna.WaitAsync("() => client.call.quality !== null");
        await ben.WaitAsync("() => client.call.peerState?.quality === 1 || client.call.peerState?.quality > 1");
    }

    [Theory]
    [InlineData(Engine.Chromium)]
    [InlineData(Engine.Firefox)]
    public async Task Screen_SharedFromChromium_MovesBesideTheCamera(Engine other)
    {
        var (anna, ben) = await CallAsync(Engine.Chromium, other);
        await anna.Person.Button("Share").ClickAsync();
        await ben.ExpectSeesScreenBesideCameraAsync();
        await anna.Person.Button("Stop").ClickAsync();
        await ben.WaitAsync("() => client.call.remoteScreen === null && !client.call.peerState.screen");
        await anna.Person.Button("Share").ClickAsync();
        await ben.ExpectSeesScreenBesideCameraAsync();
    }

    [Fact]
    public async Task Screens_SharedByBoth_AreSeenByBoth()
    {
        var (anna, ben) = await CallAsync(Engine.Chromium, Engine.Chromium);
        await Task.WhenAll(anna.Person.Button("Share").ClickAsync(), ben.Person.Button("Share").ClickAsync());
        await anna.ExpectSeesScreenBesideCameraAsync();
        await ben.ExpectSeesScreenBesideCameraAsync();
    }

    [Theory]
    [InlineData(Engine.Chromium, Engine.Chromium)]
    [InlineData(Engine.Firefox, Engine.Chromium)]
    public async Task Statistics_OfACall_ArePlausible(Engine first, Engine second)
    {
        var (anna, _) = await CallAsync(first, second);
        var statistics = await anna.StatisticsWhenAsync(
            "statistics.received.video?.framesPerSecond > 1 && statistics.sent.video?.bitsPerSecond > 0 && statistics.received.audio?.bitsPerSecond > 0 && statistics.roundTripMilliseconds !== null");
        var picture = statistics.GetProperty("received").GetProperty("video");
        Assert.InRange(picture.GetProperty("framesPerSecond").GetDouble(), 1, 70);
        Assert.InRange(picture.GetProperty("width").GetInt32(), 100, 1920);
        Assert.Equal("VP8", picture.GetProperty("codec").GetString());
        Assert.InRange(statistics.GetProperty("received").GetProperty("audio").GetProperty("bitsPerSecond").GetDouble(), 1_000, 300_000);
        Assert.InRange(statistics.GetProperty("roundTripMilliseconds").GetDouble(), 0, 5_000);
        Assert.Equal("udp", statistics.GetProperty("transport").GetString());
    }

    [Fact]
    public async Task Opus_ChromiumWithChromium_ComesInRedWithFecAndDtx()
    {
        var (anna, ben) = await CallAsync(Engine.Chromium, Engine.Chromium);
        foreach (var sdp in new[] { await AgreedAsync(anna), await AgreedAsync(ben) })
        {
            Assert.Matches(@"m=audio \d+ \S+ 63 111 [\s\S]*a=rtpmap:63 red/48000/2", sdp);
            Assert.Matches(@"a=fmtp:111 (?=\S*useinbandfec=1)(?=\S*usedtx=1)", sdp);
        }
    }

    [Fact]
    public async Task Opus_ChromiumWithFirefox_ComesWithFecAndDtx()
    {
        var (anna, ben) = await CallAsync(Engine.Chromium, Engine.Firefox);
        foreach (var sdp in new[] { await AgreedAsync(anna), await AgreedAsync(ben) })
        {
            Assert.Matches(@"a=fmtp:\d+ (?=\S*useinbandfec=1)(?=\S*usedtx=1)", sdp);
        }
    }

    /// <summary>What the other side has asked for.</summary>
    private static Task<string> AgreedAsync(SdkPage page) =>
        page.Person.Page.EvaluateAsync<string>("() => duetTest.connections.findLast(each => each.connectionState === 'connected').remoteDescription.sdp");

    private async Task<(SdkPage First, SdkPage Second)> CallAsync(Engine first, Engine second)
    {
        _host = _scene.Own(await SdkHost.StartAsync());
        await _scene.StartServerAsync($"--Duet:Signaling:AllowedOrigins:0={_host.Origin}");
        var anna = await OpenAsync(first, first is Engine.Firefox ? null : 440);
        await anna.JoinAsync();
        await anna.ExpectStateAsync("waiting");
        var ben = await OpenAsync(second, second is Engine.Firefox ? null : 660);
        await ben.JoinAsync();
        await anna.ExpectStateAsync("connected");
        await ben.ExpectStateAsync("connected");
        return (anna, ben);
    }

    /// <param name="engine">The browser.</param>
    /// <param name="hertz">The tone that its page makes; null: it has the fake microphone's.</param>
    private async Task<SdkPage> OpenAsync(Engine engine, int? hertz)
    {
        var person = await _scene.NewPersonAsync(await browsers.GetAsync(engine), engine);
        var server = Uri.EscapeDataString(_scene.Server.SignalingEndpoint.AbsoluteUri);
        var tone = hertz is null ? "" : $"&hertz={hertz}";
        await person.Page.GotoAsync($"{_host.Origin}/?room=quiet-harbour&server={server}{tone}");
        return new SdkPage(person, hertz ?? SdkPage.FirefoxsFakeMicrophone);
    }
}
