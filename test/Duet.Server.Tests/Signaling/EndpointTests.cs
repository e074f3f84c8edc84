using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace Duet.Server.Tests.Signaling;

public sealed class EndpointTests
{
    [Fact]
    public async Task Origin_OfTheServerItself_IsLetIn()
    {
        await using var duet = await RunningDuet.StartAsync();
        await using var client = await duet.ConnectAsync(origin: duet.Address.GetLeftPart(UriPartial.Authority));

        await client.JoinAsync("room", "anna");
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("nonsense")]
    public async Task Origin_Foreign_IsRefusedBeforeTheUpgrade(string origin)
    {
        await using var duet = await RunningDuet.StartAsync();

        var status = await SignalingClient.ConnectRefusedAsync(duet.SignalingEndpoint, origin);

        Assert.Equal(HttpStatusCode.Forbidden, status);
    }

    [Fact]
    public async Task Origin_Configured_IsLetIn()
    {
        await using var duet = await RunningDuet.StartAsync("--Duet:Signaling:AllowedOrigins:0=https://friend.example");
        await using var client = await duet.ConnectAsync(origin: "https://friend.example");

        await client.JoinAsync("room", "anna");
        Assert.Equal(HttpStatusCode.Forbidden, await SignalingClient.ConnectRefusedAsync(duet.SignalingEndpoint, "https://friend.example.evil.example"));
    }

    [Fact]
    public async Task PlainRequest_IsToldToUpgrade()
    {
        await using var duet = await RunningDuet.StartAsync();
        using var http = duet.CreateHttpClient();

        using var response = await http.GetAsync("/ws", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
        Assert.Equal("websocket", response.Headers.Upgrade.Single().Name);
        Assert.True(response.Headers.ConnectionClose);
    }

    [Fact]
    public async Task Https_WebSocket_Joins()
    {
        await using var duet = await RunningDuet.StartAtAsync("https://127.0.0.1:0");
        using var socket = new ClientWebSocket();

        await ConnectAsync(socket, duet);
        await socket.SendAsync(
            """{"cmd":"keepalive"}"""u8.ToArray(), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        var buffer = new byte[100];
        var echo = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);

        Assert.Equal("""{"cmd":"keepalive"}"""u8, buffer.AsSpan(0, echo.Count));
    }

    /// <summary>A browser that comes back from a dead network would open it in a connection that is as dead, where that were announced.</summary>
    [Fact]
    public async Task Https_WebSocketInsideOfHttp2_IsNotOffered()
    {
        await using var duet = await RunningDuet.StartAtAsync("https://127.0.0.1:0");
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(socket, duet));

        var reason = Assert.IsType<HttpRequestException>(refused.InnerException);
        Assert.Equal(HttpRequestError.ExtendedConnectNotSupported, reason.HttpRequestError);
    }

    /// <summary>A browser that has one asks by no other connection whether the server can be reached, also where the network died under it.</summary>
    [Fact]
    public async Task Https_Http2_EndsWhenAPageHasBeenLoaded()
    {
        await using var duet = await RunningDuet.StartAtAsync("https://127.0.0.1:0");
        List<Socket> connections = [];
        using var handler = new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
            ConnectCallback = async (context, stopping) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                connections.Add(socket);
                await socket.ConnectAsync(context.DnsEndPoint, stopping);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var http = new HttpClient(handler)
        {
            BaseAddress = duet.Address,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        for (var request = 0; request < 2; request++)
        {
            using var page = await http.GetAsync("/", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }

        var connection = Assert.Single(connections);
        await Eventually.IsTrueAsync(
            () =>
            {
                duet.Time.Advance(TimeSpan.FromSeconds(3)); // More than once, as the server may yet answer pings by which this client measures the way.
                return !connection.Connected;
            },
            "the connection ends");
        using var later = await http.GetAsync("/", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
        Assert.Equal(2, connections.Count);
    }

    [Fact]
    public async Task ShutDown_TellsEveryClientAndCloses()
    {
        await using var duet = await RunningDuet.StartAsync();
        var (anna, ben) = await duet.PairAsync();
        await using var idle = await duet.ConnectAsync();
        await idle.AssertSilentAsync();

        var stopping = duet.StopAsync();

        foreach (var client in (SignalingClient[])[anna, ben, idle])
        {
            Assert.Equal("shutting-down", await client.ReceiveErrorAsync());
            Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, await client.ReceiveCloseAsync());
        }

        await stopping;
    }

    private static async Task ConnectAsync(ClientWebSocket socket, RunningDuet duet)
    {
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } };
        using var invoker = new HttpMessageInvoker(handler);
        await socket.ConnectAsync(duet.SignalingEndpoint, invoker, TestContext.Current.CancellationToken);
    }
}
