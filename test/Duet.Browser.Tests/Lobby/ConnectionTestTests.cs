using Duet.Browser.Tests.Browsing;
using Duet.TestKit.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Duet.Browser.Tests.Lobby;

/// <summary>The connection test, against the relay that is in the server.</summary>
public sealed class ConnectionTestTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private const string Room = "quiet-harbour";

    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData(Engine.Chromium)]
    [InlineData(Engine.Firefox)]
    public async Task ConnectionTest_NothingInTheWay_EachWayThatIsOfferedWorks(Engine engine)
    {
        await _scene.StartServerAsync("--Duet:Turn:ExternalAddress=127.0.0.1");
        var lobby = new LobbyPage(await _scene.OpenAsync(engine, Room));

        await lobby.Button("Test the connection").ClickAsync();

        await ExpectVerdictsAsync(lobby, direct: "Works", udp: "Works", tcp: "Works", tls: "Not offered");
        await Expect(lobby.Page.GetByText("You are ready for calls")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task ConnectionTest_NothingAnswersButTheHttpsPort_TheRelayOverTlsWorksAlone()
    {
        // Clients are told the name of the page's host: the relay's own port has no listener there, neither for UDP nor for TCP.
        await _scene.StartServerAsync(new DuetProcessOptions
        {
            Urls = "https://127.0.0.1:0",
            Arguments = ["--Duet:Turn:ExternalAddress=127.0.0.1", "--Duet:Turn:ListenAddresses:0=127.0.0.2"],
        });
        using var certificate = await PresentedCertificate.ReadAsync(_scene.Server.Address);
        _scene.Address = new UriBuilder(_scene.Server.Address) { Host = "localhost" }.Uri;
        var chromium = _scene.Own(await OwnChromium.LaunchAsync(browsers, PresentedCertificate.ChromiumSwitch(certificate)));
        var lobby = new LobbyPage(await _scene.OpenInAsync(chromium.Browser, Room));

        await lobby.Button("Test the connection").ClickAsync();

        await ExpectVerdictsAsync(lobby, direct: "Blocked", udp: "Blocked", tcp: "Blocked", tls: "Works");
        await Expect(lobby.Page.GetByText("Calls work, with limits")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task ConnectionTest_NoRelayAtAll_SaysThatNoneIsOffered()
    {
        await _scene.StartServerAsync("--Duet:Turn:Enabled=false");
        var lobby = new LobbyPage(await _scene.OpenAsync(Engine.Chromium, Room));

        await lobby.Button("Test the connection").ClickAsync();

        await ExpectVerdictsAsync(lobby, direct: "Not offered", udp: "Not offered", tcp: "Not offered", tls: "Not offered");
    }

    [Fact]
    public async Task ConnectionTest_ServerIsGone_SaysSo()
    {
        await _scene.StartServerAsync();
        var lobby = new LobbyPage(await _scene.OpenAsync(Engine.Chromium, Room));
        await lobby.ExpectPreviewMovesAsync();
        await _scene.Server.StopAsync();

        await lobby.Button("Test the connection").ClickAsync();

        await Expect(lobby.Page.GetByText("The test could not be made")).ToBeVisibleAsync();
    }

    private static async Task ExpectVerdictsAsync(LobbyPage lobby, string direct, string udp, string tcp, string tls)
    {
        foreach (var (path, verdict) in new[] { ("Direct", direct), ("Relay over UDP", udp), ("Relay over TCP", tcp), ("Relay over TLS", tls) })
        {
            var row = lobby.Page.GetByRole(AriaRole.Listitem).Filter(new() { Has = lobby.Page.GetByText(path, new() { Exact = true }) });
            await Expect(row.Locator("p")).ToContainTextAsync(verdict);
        }
    }
}
