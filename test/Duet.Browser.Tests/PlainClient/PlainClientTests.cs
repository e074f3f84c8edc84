using System.Text.RegularExpressions;
using Duet.Browser.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.PlainClient;

/// <summary>Existing clients speak the first table of the protocol and nothing of ours.</summary>
public sealed class PlainClientTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private const string Room = "quiet-harbour";

    private readonly Scene _scene = new(browsers);
    private PlainClientHost _host = null!;

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData(Engine.Chromium)]
    [InlineData(Engine.Firefox)]
    public async Task PlainClient_FirstInTheRoom_HoldsACallWithOurPage(Engine engine)
    {
        await StartServersAsync();
        var plain = await OpenPlainClientAsync(engine);
        await JoinAsync(plain);
        var ours = await _scene.OpenAsync(Engine.Chromium, Room);
        await ours.JoinAsync();
        await ExpectACallAsync(plain, ours);
    }

    [Theory]
    [InlineData(Engine.Chromium)]
    [InlineData(Engine.Firefox)]
    public async Task PlainClient_SecondInTheRoom_HoldsACallWithOurPage(Engine engine)
    {
        await StartServersAsync();
        var ours = await _scene.OpenAsync(Engine.Chromium, Room);
        await ours.JoinAsync();
        await ours.ExpectStateAsync("waiting");
        var plain = await OpenPlainClientAsync(engine);
        await JoinAsync(plain);
        await ExpectACallAsync(plain, ours);
    }

    [Fact]
    public async Task PlainClient_OurPageLeavesAndReturns_HoldsACallAgain()
    {
        await StartServersAsync();
        var plain = await OpenPlainClientAsync(Engine.Chromium);
        await JoinAsync(plain);
        var ours = await _scene.OpenAsync(Engine.Chromium, Room);
        await ours.JoinAsync();
        await ExpectACallAsync(plain, ours);

        await ours.LeaveAsync();
        await Expect(plain.Page.Locator("#status")).ToHaveTextAsync("alone");
        await ours.ReturnAsync();
        await ExpectACallAsync(plain, ours);
    }

    [Fact]
    public async Task PlainClient_LeavesAndReturns_HoldsACallAgain()
    {
        await StartServersAsync();
        var ours = await _scene.OpenAsync(Engine.Chromium, Room);
        await ours.JoinAsync();
        await ours.ExpectStateAsync("waiting");
        var plain = await OpenPlainClientAsync(Engine.Chromium);
        await JoinAsync(plain);
        await ExpectACallAsync(plain, ours);

        await plain.LeaveAsync();
        await ours.ExpectStateAsync("waiting");
        await JoinAsync(plain);
        await ExpectACallAsync(plain, ours);
    }

    [Fact]
    public async Task PlainClients_Two_HoldACall()
    {
        await StartServersAsync();
        var (one, other) = (await OpenPlainClientAsync(Engine.Chromium), await OpenPlainClientAsync(Engine.Firefox));
        await JoinAsync(one);
        await JoinAsync(other);
        await Scene.ExpectACallAsync(one, other);
    }

    private async Task StartServersAsync()
    {
        _host = _scene.Own(await PlainClientHost.StartAsync());
        await _scene.StartServerAsync($"--Duet:Signaling:AllowedOrigins:0={_host.Origin}");
    }

    private async Task<CallPage> OpenPlainClientAsync(Engine engine)
    {
        var plain = await _scene.NewPersonAsync(await browsers.GetAsync(engine), engine);
        await plain.Page.GotoAsync($"{_host.Origin}/?roomId={Room}&server={Uri.EscapeDataString(_scene.Server.SignalingEndpoint.AbsoluteUri)}");
        await Expect(plain.Page.Locator("#status")).ToHaveTextAsync("open");
        return plain;
    }

    private static async Task JoinAsync(CallPage plain)
    {
        await plain.Button("Join").ClickAsync();
        await Expect(plain.Page.Locator("#status")).ToHaveTextAsync(new Regex("joined|in a call"));
    }

    private static async Task ExpectACallAsync(CallPage plain, CallPage ours)
    {
        await ours.ExpectStateAsync("connected");
        await Scene.ExpectACallAsync(plain, ours);
    }
}
