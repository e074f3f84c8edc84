using System.Net;
using Duet.TestKit;
using Duet.TestKit.Processes;

namespace Duet.Browser.Tests.Proxy;

public sealed class NginxTests
{
    [Fact]
    public async Task PlainHttp_BehindNginx_IsRedirectedToHttps()
    {
        await using var nginx = await NginxProcess.StartAsync(new Uri("http://127.0.0.1:9")); // the redirect needs no server
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var response = await http.GetAsync(new Uri(nginx.PlainAddress, "/r/quiet-harbour"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal("https://127.0.0.1/r/quiet-harbour", response.Headers.Location?.AbsoluteUri);
    }

    [Fact]
    public async Task WebSocket_BehindNginx_IsHeldToTheOriginThatTheBrowserSees()
    {
        await using var server = await DuetProcess.StartAsync();
        await using var nginx = await NginxProcess.StartAsync(server.Address);
        await using var anna = await SignalingClient.ConnectAsync(nginx.SignalingEndpoint, nginx.Address.GetLeftPart(UriPartial.Authority));
        await anna.JoinAsync("quiet-harbour", "anna");
        Assert.Equal(HttpStatusCode.Forbidden, await SignalingClient.ConnectRefusedAsync(nginx.SignalingEndpoint, "https://elsewhere.example"));
    }
}
