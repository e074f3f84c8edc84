using System.Security.Cryptography.X509Certificates;
using Duet.Browser.Tests.Browsing;
using Duet.TestKit.Processes;

namespace Duet.Browser.Tests.Calls;

/// <summary>Calls over the relay that is in the server itself, and nothing else: what two people behind closed networks have. One has a Chromium and the other a Firefox, so that each engine is on one side.</summary>
public sealed class EmbeddedRelayTests(SharedBrowsers browsers) : IAsyncDisposable
{
    private const string Room = "quiet-harbour";

    // Nobody is configured as a peer: that both are clients of this relay is enough, wherever it is.
    private static readonly string[] _relayOnly = ["--Duet:Ice:TransportPolicy=relay", "--Duet:Turn:ExternalAddress=127.0.0.1"];

    private readonly Scene _scene = new(browsers);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData("udp")]
    [InlineData("tcp")]
    public async Task RelayOnlyCall_ChromiumWithFirefox_RunsOverTheTransportThatIsLeft(string transport)
    {
        // UDP and TCP have one port, so what is left out here is the address of the other, before the browser sees it.
        _scene.InitScript = $"duetTest.isWanted = (url) => url.startsWith('turn:') && url.endsWith('?transport={transport}');";
        await _scene.StartServerAsync(_relayOnly);

        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Firefox);

        await ExpectARelayedCallAsync(anna, ben, transport);
    }

    [Fact]
    public async Task RelayOnlyCall_NothingAnswersButTheHttpsPort_RunsOverTls()
    {
        // Clients are told the name of the page's host: the relay's own port has no listener there, neither for UDP nor for TCP.
        await _scene.StartServerAsync(new DuetProcessOptions
        {
            Urls = "https://127.0.0.1:0",
            Arguments = [.. _relayOnly, "--Duet:Turn:ListenAddresses:0=127.0.0.2"],
        });
        _scene.Address = new UriBuilder(_scene.Server.Address) { Host = "localhost" }.Uri; // Firefox passes over a "turns:" with an IP address.
        using var certificate = await PresentedCertificate.ReadAsync(_scene.Server.Address);

        var (anna, ben) = await Scene.CallAsync(() => OpenTrustingAsync(Engine.Chromium, certificate), () => OpenTrustingAsync(Engine.Firefox, certificate));

        await ExpectARelayedCallAsync(anna, ben, "tls");
    }

    [Fact]
    public async Task Call_NothingInTheWay_LeavesTheRelayAlone()
    {
        await _scene.StartServerAsync();

        var (anna, ben) = await _scene.CallAsync(Engine.Chromium, Engine.Firefox);

        await anna.ExpectPathAsync("Direct");
        await ben.ExpectPathAsync("Direct");
        Assert.NotEqual("relay", (await anna.SelectedPairAsync()).Local);
        Assert.NotEqual("relay", (await ben.SelectedPairAsync()).Local);
    }

    /// <summary>Browsers check a TURN server's certificate and ask nobody, so that it is trusted for good by each browser's own means.</summary>
    private async Task<CallPage> OpenTrustingAsync(Engine engine, X509Certificate2 certificate)
    {
        if (engine is Engine.Chromium)
        {
            var chromium = _scene.Own(await OwnChromium.LaunchAsync(browsers, PresentedCertificate.ChromiumSwitch(certificate)));
            return await _scene.OpenInAsync(chromium.Browser, Room);
        }

        var firefox = _scene.Own(await OwnFirefox.LaunchAsync(browsers, PresentedCertificate.FirefoxException(certificate, _scene.Address)));
        return await _scene.OpenInAsync(firefox.Profile, Room);
    }

    private static async Task ExpectARelayedCallAsync(CallPage anna, CallPage ben, string protocol)
    {
        foreach (var person in new[] { anna, ben })
        {
            await person.ExpectSeesAndHearsAsync();
            await person.ExpectPathAsync($"Relayed over {protocol.ToUpperInvariant()}");
            Assert.Equal("relay", (await person.SelectedPairAsync()).Local);
            Assert.Equal(protocol, await person.RelayProtocolAsync());
        }
    }
}
