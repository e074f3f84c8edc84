using System.Net;
using Duet.Server.Tests.Signaling.Upgrade;

namespace Duet.Server.Tests.Transport;

/// <summary>The application itself on the transport; its WebSockets have their tests in Signaling/.</summary>
public sealed class RunningDuetTests
{
    private const int LargeBytes = 5_000_000;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http", "1.1")]
    [InlineData("https", "1.1")]
    [InlineData("https", "2.0")]
    public async Task Page_ManyAtOnce_IsTheSameForAll(string scheme, string version)
    {
        await using var duet = await RunningDuet.StartAtAsync($"{scheme}://127.0.0.1:0");
        using var client = CreateClient(duet, version);
        var page = await client.GetStringAsync("/", Stopping);

        var pages = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.GetStringAsync("/", Stopping))).InTimeAsync();

        Assert.Contains("<duet-app", page, StringComparison.Ordinal);
        Assert.All(pages, other => Assert.Equal(page, other));
    }

    [Theory]
    [InlineData("http", "1.1")]
    [InlineData("https", "1.1")]
    [InlineData("https", "2.0")]
    public async Task Upload_NobodyWants_IsRefusedAndTheServerServesOn(string scheme, string version)
    {
        await using var duet = await RunningDuet.StartAtAsync($"{scheme}://127.0.0.1:0");
        using var client = CreateClient(duet, version);

        using var refused = await client.PostAsync("/", new ByteArrayContent(RandomBytes.Make(1, LargeBytes)), Stopping).InTimeAsync();

        Assert.InRange(refused.StatusCode, HttpStatusCode.BadRequest, HttpStatusCode.HttpVersionNotSupported);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/", Stopping).InTimeAsync()).StatusCode);
    }

    private static HttpClient CreateClient(RunningDuet duet, string version)
    {
        var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } };
        return new HttpClient(handler)
        {
            BaseAddress = duet.Address,
            DefaultRequestVersion = Version.Parse(version),
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }
}
