using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Duet.Server.Tests.Web;

public sealed partial class WebClientTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/r/quiet-harbour")]
    [InlineData("/r/%E8%8C%B6")]
    public async Task Page_IsServedWithItsHeaders(string path)
    {
        await using var duet = await RunningDuet.StartAsync();
        using var http = duet.CreateHttpClient();

        using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.True(response.Headers.CacheControl!.NoCache);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Assets_OfThePage_AreServedForGood()
    {
        await using var duet = await RunningDuet.StartAsync();
        using var http = duet.CreateHttpClient();
        var page = await http.GetStringAsync("/", TestContext.Current.CancellationToken);
        var assets = AssetPath().Matches(page).Select(match => match.Value).ToList();

        Assert.NotEmpty(assets);
        foreach (var asset in assets)
        {
            using var response = await http.GetAsync(asset, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("public, max-age=31536000, immutable", response.Headers.CacheControl!.ToString());
        }
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Page_EncodingAccepted_IsServedCompressed(string encoding)
    {
        await using var duet = await RunningDuet.StartAsync();
        using var http = duet.CreateHttpClient();
        var plain = await http.GetByteArrayAsync("/", TestContext.Current.CancellationToken);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using Stream decoded = encoding == "br" ? new BrotliStream(body, CompressionMode.Decompress) : new GZipStream(body, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await decoded.CopyToAsync(bytes, TestContext.Current.CancellationToken);

        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.Single());
        Assert.Equal(plain, bytes.ToArray());
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
    }

    [Fact]
    public async Task Page_EncodingRefused_IsServedPlain()
    {
        await using var duet = await RunningDuet.StartAsync();
        using var http = duet.CreateHttpClient();

        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.AcceptEncoding.ParseAdd("br;q=0, gzip;q=0");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Page_KnownToTheBrowser_IsNotSentAgain()
    {
        await using var duet = await RunningDuet.StartAsync();
        using var http = duet.CreateHttpClient();
        using var first = await http.GetAsync("/", TestContext.Current.CancellationToken);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Head_HasNoBody()
    {
        await using var duet = await RunningDuet.StartAsync();
        using var http = duet.CreateHttpClient();

        using var request = new HttpRequestMessage(HttpMethod.Head, "/");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Content.Headers.ContentLength > 0);
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/r/a/b")]
    [InlineData("/assets/..%2f..%2fetc%2fpasswd")]
    [InlineData("/index.html.br.br")]
    public async Task Path_Unknown_IsNotFound(string path)
    {
        await using var duet = await RunningDuet.StartAsync();
        using var http = duet.CreateHttpClient();

        using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    public async Task Health_IsHealthy(string path)
    {
        await using var duet = await RunningDuet.StartAsync();
        using var http = duet.CreateHttpClient();

        Assert.Equal("Healthy", await http.GetStringAsync(path, TestContext.Current.CancellationToken));
    }

    [GeneratedRegex("/assets/[A-Za-z0-9_.-]+")]
    private static partial Regex AssetPath();
}
