using Duet.Browser.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.PlainClient;

/// <summary>A client that made its offer before anybody came, and those who come: existing clients, and our page.</summary>
public sealed class ParkedOfferTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private const string Room = "quiet-harbour";

    private readonly Scene _scene = new(browsers);
    private PlainClientHost _host = null!;

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData(Engine.Chromium, Engine.Chromium)]
    [InlineData(Engine.Chromium, Engine.Firefox)]
    [InlineData(Engine.Firefox, Engine.Chromium)]
    public async Task ParkedOffer_APlainClientComes_TheyHoldACallWithOneOffer(Engine waits, Engine comes)
    {
        await StartServersAsync();
        var waiting = await ParkAsync(waits);

        var plain = await OpenAsync(comes, path: "");
        await plain.Button("Join").ClickAsync();

        await ExpectACallAsync(waiting, plain);
        Assert.Equal(1, OffersSentBy(waiting));
        Assert.Equal(0, OffersSentBy(plain));
    }

    [Theory]
    [InlineData(Engine.Chromium, Engine.Firefox)]
    [InlineData(Engine.Firefox, Engine.Chromium)]
    public async Task ParkedOffer_OurPageComes_TheyHoldACallAndAgainWhenItReturns(Engine waits, Engine comes)
    {
        await StartServersAsync();
        var waiting = await ParkAsync(waits);
        var ours = await _scene.OpenAsync(comes, Room);
        await ours.JoinAsync();
        await ours.ExpectStateAsync("connected");
        await ExpectACallAsync(waiting, ours);
        Assert.Equal(1, OffersSentBy(waiting));

        await ours.LeaveAsync();
        await ExpectParkedAsync(waiting, offers: 2);
        await ours.ReturnAsync();

        await ours.ExpectStateAsync("connected");
        await ExpectACallAsync(waiting, ours);
        Assert.Equal(2, OffersSentBy(waiting));
    }

    private async Task StartServersAsync()
    {
        _host = _scene.Own(await PlainClientHost.StartAsync());
        await _scene.StartServerAsync($"--Duet:Signaling:AllowedOrigins:0={_host.Origin}");
    }

    private async Task<CallPage> ParkAsync(Engine engine)
    {
        var waiting = await OpenAsync(engine, path: "parking");
        await waiting.Button("Join").ClickAsync();
        await ExpectParkedAsync(waiting, offers: 1);
        return waiting;
    }

    private async Task<CallPage> OpenAsync(Engine engine, string path)
    {
        var person = await _scene.NewPersonAsync(await browsers.GetAsync(engine), engine);
        await person.Page.GotoAsync($"{_host.Origin}/{path}?roomId={Room}&server={Uri.EscapeDataString(_scene.Server.SignalingEndpoint.AbsoluteUri)}");
        await Expect(person.Page.Locator("#status")).ToHaveTextAsync("open");
        return person;
    }

    private static Task ExpectParkedAsync(CallPage waiting, int offers) =>
        Expect(waiting.Page.Locator("#status")).ToHaveTextAsync($"parked {offers}");

    private static async Task ExpectACallAsync(CallPage waiting, CallPage other)
    {
        await Scene.ExpectACallAsync(waiting, other);
    }

    private static int OffersSentBy(CallPage person) =>
        person.Console.Split('\n').Count(line => line.Contains("sent:", StringComparison.Ordinal) && line.Contains("\"cmd\":\"offer\"", StringComparison.Ordinal));
}
