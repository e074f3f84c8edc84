using System.Net;
using System.Net.WebSockets;
using System.Text;
using Duet.Server.Tests.Signaling.Upgrade;
using Duet.Stun;

namespace Duet.Server.Tests.Relay;

/// <summary>TURN on the web server's port, beside everything else that comes in there.</summary>
public sealed class OnePortTests
{
    private static readonly TimeSpan _headersTimeout = TimeSpan.FromSeconds(30);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HttpsPort_PageSocketsAndRelayAtOnce_AreAllServed()
    {
        await using var duet = await RelayDuet.StartHttpsAsync();
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } };
        using var http = new HttpClient(handler) { BaseAddress = duet.Address };
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);

        // All of them are open before any is used again.
        var (anna, offer) = await duet.JoinWithOfferAsync("anna");
        using var ben = new ClientWebSocket();
        await ben.ConnectAsync(duet.SignalingEndpoint, invoker, Stopping).InTimeAsync();
        using var relayed = await TurnClient.OverTlsAsync(duet.Address.Port);
        using var other = await TurnClient.OverTlsAsync(duet.Address.Port);
        Assert.Null(await relayed.AllocateAsync(offer));

        var pages = await Task.WhenAll(GetAsync(http, HttpVersion.Version11), GetAsync(http, HttpVersion.Version20)).InTimeAsync();
        await ben.SendAsync("""{"cmd":"join","roomId":"room","uid":"ben"}"""u8.ToArray(), WebSocketMessageType.Text, true, Stopping).InTimeAsync();
        var joined = await ReceiveAsync(ben);
        await Task.WhenAll(anna.ReceiveAsync("new-peer"), other.AllocateAsync(offer), relayed.RefreshAsync(offer)).InTimeAsync();

        Assert.Equal(pages[0], pages[1]);
        Assert.Contains("<duet-app", pages[0], StringComparison.Ordinal);
        Assert.Contains($"\"turns:127.0.0.1:{duet.Address.Port}?transport=tcp\"", joined, StringComparison.Ordinal);
        Assert.Null(await relayed.RefreshAsync(offer));
        await anna.AssertSilentAsync();
    }

    [Fact]
    public async Task HttpPort_ServesTheRelayToo()
    {
        await using var duet = await RelayDuet.StartAsync();
        var (_, offer) = await duet.JoinWithOfferAsync("anna");
        using var client = await TurnClient.OverTcpAsync(duet.Address.Port);

        Assert.Equal(client.LocalEndPoint, await client.BindAsync());
        Assert.Null(await client.AllocateAsync(offer));
    }

    [Fact]
    public async Task Request_ByteByByte_IsServed()
    {
        await using var duet = await RelayDuet.StartHttpsAsync();
        using var client = await TurnClient.OverTlsAsync(duet.Address.Port);
        var request = TurnClient.Request(StunMethod.Binding);

        foreach (var part in request.SkipLast(1)) await client.SendAsync([part]);

        Assert.Equal(client.LocalEndPoint, await client.BindAsync(request[^1..]));
    }

    [Fact]
    public async Task Relay_Off_ARequestForItIsBadHttp()
    {
        await using var duet = await RelayDuet.StartHttpsAsync("--Duet:Turn:Enabled=false");
        using var client = await TurnClient.OverTlsAsync(duet.Address.Port);

        await client.SendAsync([.. TurnClient.Request(StunMethod.Allocate), .. "\r\n\r\n"u8]); // HTTP refuses no line before it ends.

        Assert.StartsWith("HTTP/1.1 400 ", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(0x40)]
    [InlineData(0x7f)]
    [InlineData(0xff)]
    public async Task FirstBytes_WithoutTheMagicCookie_AreBadHttp(byte first)
    {
        await using var duet = await RelayDuet.StartHttpsAsync();
        using var client = await TurnClient.OverTlsAsync(duet.Address.Port);

        await client.SendAsync([first, 1, 0, 0, .. Encoding.ASCII.GetBytes("no magic cookie here\r\n\r\n")]);

        Assert.StartsWith("HTTP/1.1 400 ", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Header_HalfSent_IsCutInTime()
    {
        await using var duet = await RelayDuet.StartAsync();
        using var client = await TurnClient.OverTcpAsync(duet.Address.Port);
        await client.SendAsync(TurnClient.Request(StunMethod.Allocate)[..10]);
        await Eventually.IsTrueAsync(() => duet.Time.ArmedTimers == duet.Sweeps + 1, "first bytes are waited for");
        duet.Time.Advance(_headersTimeout - TimeSpan.FromSeconds(1));
        Assert.Equal(duet.Sweeps + 1, duet.Time.ArmedTimers);

        duet.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Client_SilentAfterItsFirstAnswer_IsCutInTime()
    {
        await using var duet = await RelayDuet.StartHttpsAsync();
        using var client = await TurnClient.OverTlsAsync(duet.Address.Port);
        await client.BindAsync();

        duet.Time.Advance(TimeSpan.FromSeconds(12)); // Duet:Turn:StreamFrameTimeout, which the relay looks at every second.

        Assert.Empty(await client.ReadToEndAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Allocation_OverAStream_DoesNotHoldUpTheStop(bool overTls)
    {
        await using var duet = await RelayDuet.StartHttpsAsync();
        var (anna, offer) = await duet.JoinWithOfferAsync("anna");
        using var client = overTls ? await TurnClient.OverTlsAsync(duet.Address.Port) : await TurnClient.OverTcpAsync(offer.TcpPort);
        Assert.Null(await client.AllocateAsync(offer));
        anna.Abort(); // It would be waited for.

        await duet.StopAsync().WaitAsync(TimeSpan.FromSeconds(3), Stopping);

        Assert.Empty(await client.ReadToEndAsync());
    }

    private static async Task<string> GetAsync(HttpClient http, Version version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await http.SendAsync(request, Stopping);
        return await response.Content.ReadAsStringAsync(Stopping);
    }

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[16 * 1024];
        var length = 0;
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(length), Stopping).InTimeAsync();
            length += part.Count;
        }
        while (!part.EndOfMessage);

        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
