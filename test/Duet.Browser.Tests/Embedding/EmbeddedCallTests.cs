using Duet.Browser.Tests.Browsing;
using Duet.TestKit.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.Embedding;

/// <summary>Calls in pages of another origin: the examples of <c>web/examples</c>, as they stand.</summary>
public sealed class EmbeddedCallTests : IAsyncDisposable
{
    private const string Room = "appointment-1030"; // the examples' own
    private readonly Scene _scene;
    private readonly ExampleSite _site;

    public EmbeddedCallTests(SharedBrowsers browsers)
    {
        _scene = new Scene(browsers);
        _site = _scene.Own(new ExampleSite());
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData(Engine.Chromium, Engine.Firefox)]
    [InlineData(Engine.Firefox, Engine.Chromium)]
    public async Task Element_WithThePage_BothSeeAndHearEachOther(Engine element, Engine page)
    {
        await StartAsync(_site.Permission);
        var (doctor, patient) = await Scene.CallAsync(() => OpenSiteAsync(element, "/embed.html"), () => _scene.OpenAsync(page, Room));
        await Scene.ExpectACallAsync(doctor, patient);
        await Expect(doctor.Page.Locator("#state")).ToHaveTextAsync("connected");
    }

    [Fact]
    public async Task Element_TheSiteHangsUp_TheOtherWaits()
    {
        await StartAsync(_site.Permission);
        var (doctor, patient) = await Scene.CallAsync(
            () => OpenSiteAsync(Engine.Chromium, "/embed.html"), () => _scene.OpenAsync(Engine.Chromium, Room));
        await doctor.Page.Locator("#leave").ClickAsync();
        await Expect(doctor.Page.Locator("#state")).ToHaveTextAsync("left");
        await patient.ExpectStateAsync("waiting");
        Assert.All(await doctor.TrackStatesAsync(), state => Assert.Equal("ended", state));
    }

    [Fact]
    public async Task Element_TakenOutOfThePage_TheOtherWaits()
    {
        await StartAsync(_site.Permission);
        var (doctor, patient) = await Scene.CallAsync(
            () => OpenSiteAsync(Engine.Chromium, "/embed.html"), () => _scene.OpenAsync(Engine.Chromium, Room));
        await doctor.Page.Locator("duet-call").EvaluateAsync("element => element.remove()");
        await patient.ExpectStateAsync("waiting");
        Assert.All(await doctor.TrackStatesAsync(), state => Assert.Equal("ended", state));
    }

    [Theory]
    [InlineData(Engine.Chromium)]
    [InlineData(Engine.Firefox)]
    public async Task Element_OriginNotAllowed_SaysSo(Engine engine)
    {
        await StartAsync();
        var visitor = await OpenSiteAsync(engine, "/embed.html");
        await Expect(visitor.Page.Locator("duet-call")).ToHaveAttributeAsync("state", "refused");
        await Expect(visitor.Page.GetByText(_site.Address.GetLeftPart(UriPartial.Authority))).ToBeVisibleAsync();
        Assert.Empty(await visitor.SocketsAsync());
        Assert.Empty(await visitor.TrackStatesAsync());
    }

    [Fact]
    public async Task Element_ServerGone_SaysSoAndTriesAgain()
    {
        await StartAsync(_site.Permission);
        var visitor = await _scene.OpenAddressAsync(Engine.Chromium, _site.Address);
        await visitor.Page.RouteAsync("**/embed/origin", route => route.AbortAsync());
        await visitor.Page.GotoAsync(new Uri(_site.Address, "/embed.html").AbsoluteUri);
        await Expect(visitor.Page.Locator("duet-call")).ToHaveAttributeAsync("state", "unreachable");
        await visitor.Page.UnrouteAllAsync();
        await visitor.Button("Try again").ClickAsync();
        await visitor.ExpectStateAsync("lobby");
    }

    [Fact]
    public async Task Element_DarkSite_IsDark()
    {
        await StartAsync(_site.Permission);
        var visitor = await OpenSiteAsync(Engine.Chromium, "/embed.html");
        var element = visitor.Page.Locator("duet-call");
        await visitor.ExpectStateAsync("lobby");
        await Expect(element).ToHaveCSSAsync("background-color", "rgb(247, 244, 239)");
        await element.EvaluateAsync("element => element.style.colorScheme = 'dark'");
        await Expect(element).ToHaveCSSAsync("background-color", "rgb(17, 22, 27)");
    }

    [Fact]
    public async Task Frame_OnAnAllowedOrigin_HoldsACall()
    {
        await StartAsync(_site.Permission);
        var doctor = await OpenSiteAsync(Engine.Chromium, "/frame.html");
        var frame = doctor.Page.FrameLocator("iframe");
        await frame.GetByRole(AriaRole.Button, new() { Name = "Join", Exact = true }).ClickAsync();
        var patient = await _scene.OpenAsync(Engine.Chromium, Room);
        await patient.JoinAsync();
        await patient.ExpectStateAsync("connected");
        await patient.ExpectSeesAndHearsAsync();
        await Expect(frame.Locator("duet-app")).ToHaveAttributeAsync("data-state", "connected");
    }

    [Fact]
    public async Task Frame_OnAnotherOrigin_StaysEmpty()
    {
        await StartAsync();
        var visitor = await _scene.OpenAddressAsync(Engine.Chromium, _site.Address);
        var refused = visitor.Page.WaitForConsoleMessageAsync(new() { Predicate = message => message.Text.Contains("frame-ancestors", StringComparison.Ordinal) });
        await visitor.Page.GotoAsync(new Uri(_site.Address, "/frame.html").AbsoluteUri);
        await refused;
        Assert.Equal(0, await visitor.Page.FrameLocator("iframe").Locator("duet-app").CountAsync());
    }

    [Fact]
    public async Task Frame_CameraWithheldByThePage_SaysSo()
    {
        await StartAsync(_site.Permission);
        var visitor = await _scene.OpenAddressAsync(Engine.Chromium, _site.Address);
        // Chromium counts a page that a test makes up among public ones, which may not embed what is on this computer: so it is a real page.
        await visitor.Page.EvaluateAsync(
            """
            (address) => {
              const frame = document.createElement("iframe");
              frame.src = address;
              document.body.replaceChildren(frame);
            }
            """,
            $"{_scene.Address}r/{Room}");
        await Expect(visitor.Page.FrameLocator("iframe").GetByText("does not pass on your camera")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task SdkExample_WithThePage_BothSeeAndHearEachOther()
    {
        await StartAsync(_site.Permission);
        var doctor = await OpenSiteAsync(Engine.Chromium, "/sdk.html");
        await doctor.Button("Call").ClickAsync();
        await Expect(doctor.Page.Locator("#state")).ToHaveTextAsync("waiting");
        var patient = await _scene.OpenAsync(Engine.Chromium, Room);
        await patient.JoinAsync();
        await patient.ExpectStateAsync("connected");
        await patient.ExpectSeesAndHearsAsync();
        await doctor.ExpectMovesAsync(doctor.Page.Locator("#them"));
    }

    private async Task StartAsync(params string[] arguments)
    {
        await _scene.StartServerAsync(arguments);
        await _site.StartAsync(_scene.Address);
    }

    private Task<CallPage> OpenSiteAsync(Engine engine, string path) => _scene.OpenAddressAsync(engine, new Uri(_site.Address, path));
}
