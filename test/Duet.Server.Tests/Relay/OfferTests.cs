namespace Duet.Server.Tests.Relay;

/// <summary>Where clients are told that the relay is.</summary>
public sealed class OfferTests
{
    [Fact]
    public async Task Join_OverHttps_OffersEveryTransport()
    {
        await using var duet = await RelayDuet.StartHttpsAsync();

        var (_, offer) = await duet.JoinWithOfferAsync("anna");

        string[] all =
        [
            "stun:127.0.0.1:UDP", "turn:127.0.0.1:UDP?transport=udp", "turn:127.0.0.1:TCP?transport=tcp",
            $"turns:127.0.0.1:{duet.Address.Port}?transport=tcp",
        ];
        Assert.Equal(all, offer.UrlsWithoutPorts());
    }

    [Fact]
    public async Task Prepare_OverHttps_OffersTheSame()
    {
        await using var duet = await RelayDuet.StartHttpsAsync();
        await using var anna = await duet.ConnectAsync();

        var prepared = await anna.PrepareAsync("anna");

        Assert.Equal(prepared.Urls, RelayOffer.Of(await anna.JoinAsync("room", "anna")).Urls);
    }

    [Fact]
    public async Task Join_OverPlainHttp_IsNotOfferedTls()
    {
        await using var duet = await RelayDuet.StartAsync();

        var (_, offer) = await duet.JoinWithOfferAsync("anna");

        Assert.Equal(["stun:127.0.0.1:UDP", "turn:127.0.0.1:UDP?transport=udp", "turn:127.0.0.1:TCP?transport=tcp"], offer.UrlsWithoutPorts());
    }

    [Fact]
    public async Task Join_ThroughAProxyThatEndsTls_IsNotOfferedTls()
    {
        await using var duet = await RelayDuet.StartAsync();

        var offer = await RawJoin.JoinAsync(duet, "duet.example", "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\n");

        Assert.DoesNotContain(offer.Urls, url => url.StartsWith("turns:", StringComparison.Ordinal));
        Assert.StartsWith("stun:duet.example:", offer.Urls[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("duet.example", "duet.example")]
    [InlineData("duet.example:8443", "duet.example")]
    [InlineData("192.0.2.7:8443", "192.0.2.7")]
    [InlineData("[2001:db8::7]", "[2001:db8::7]")]
    [InlineData("[2001:db8::7]:8443", "[2001:db8::7]")]
    [InlineData("2001:db8::7", "[2001:db8::7]")]
    public async Task Host_OfAnyKind_IsTheHostOfEveryUrl(string host, string expected)
    {
        await using var duet = await RelayDuet.StartAsync();

        var offer = await RawJoin.JoinAsync(duet, host);

        Assert.All(offer.Urls, url => Assert.Contains($":{expected}:", url, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("evil example")]
    [InlineData("evil.example?transport=udp")]
    [InlineData("a,turn:evil.example")]
    [InlineData("somebody@evil.example")]
    [InlineData("evil.example/path")]
    [InlineData("\"><script>")]
    [InlineData("[2001:db8::7%25eth0]")]
    [InlineData("[2001:db8::7")]
    [InlineData("b\u00fccher.example")] // RFC 7064 section 3.1: ASCII. A browser sends punycode, and would refuse the whole list for this.
    public async Task Host_Hostile_IsReplacedByTheServersAddress(string host)
    {
        await using var duet = await RelayDuet.StartAsync("--Duet:Turn:ExternalAddress=192.0.2.99");

        var offer = await RawJoin.JoinAsync(duet, host);

        Assert.Equal(["stun:192.0.2.99:UDP", "turn:192.0.2.99:UDP?transport=udp", "turn:192.0.2.99:TCP?transport=tcp"], offer.UrlsWithoutPorts());
    }

    [Theory]
    [InlineData("duet.example", "turns:duet.example:443?transport=tcp")]
    [InlineData("duet.example:9443", "turns:duet.example:9443?transport=tcp")] // A port that a router maps.
    [InlineData("[2001:db8::7]:9443", "turns:[2001:db8::7]:9443?transport=tcp")]
    public async Task Host_OverTls_SaysThePort(string host, string expected)
    {
        await using var duet = await RelayDuet.StartHttpsAsync();

        Assert.Equal(expected, (await RawJoin.JoinAsync(duet, host)).Urls[^1]);
    }

    [Theory]
    [InlineData("duet.example:0")]
    [InlineData("duet.example:65536")]
    public async Task Host_WithAPortThatIsNone_IsNotOfferedTls(string host)
    {
        await using var duet = await RelayDuet.StartHttpsAsync();

        var offer = await RawJoin.JoinAsync(duet, host);

        Assert.DoesNotContain(offer.Urls, url => url.StartsWith("turns:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Relay_Off_IsNotOffered()
    {
        await using var duet = await RelayDuet.StartHttpsAsync("--Duet:Turn:Enabled=false");
        await using var anna = await duet.ConnectAsync();

        Assert.Empty((await anna.JoinAsync("room", "anna"))["iceServers"]!.AsArray());
    }
}
