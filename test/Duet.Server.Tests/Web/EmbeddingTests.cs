using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace Duet.Server.Tests.Web;

/// <summary>What pages of other origins may do with the page and its files.</summary>
public sealed partial class EmbeddingTests
{
    private const string Allowed = "--Duet:Signaling:AllowedOrigins:0=https://clinic.example";

    [Fact]
    public async Task EmbedScript_IsRevalidatedAndMayBeLoadedFromAnyOrigin()
    {
        await using var duet = await RunningDuet.StartAsync();
        using var http = duet.CreateHttpClient();

        using var response = await http.GetAsync("/embed.js", TestContext.Current.CancellationToken);

        response.EnsureSuccessStatusCode();
        Assert.StartsWith("text/javascript", response.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl!.NoCache);
        Assert.NotNull(response.Headers.ETag);
        AssertShared(response);
    }

    [Fact]
    public async Task EmbedScript_LoadsAFileThatMayBeLoadedFromAnyOrigin()
    {
        await using var duet = await RunningDuet.StartAsync();
        using var http = duet.CreateHttpClient();
        var script = await http.GetStringAsync("/embed.js", TestContext.Current.CancellationToken);

        using var response = await http.GetAsync($"/{AssetPath().Match(script).Value}", TestContext.Current.CancellationToken);

        response.EnsureSuccessStatusCode();
        Assert.Equal("public, max-age=31536000, immutable", response.Headers.CacheControl!.ToString());
        AssertShared(response);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/r/quiet-harbour")]
    public async Task Page_MayNotBeReadFromOtherOrigins(string path)
    {
        await using var duet = await RunningDuet.StartAsync(Allowed);
        using var http = duet.CreateHttpClient();

        using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
    }

    [Fact]
    public async Task Page_OriginsAllowed_MayBeFramedByThem()
    {
        await using var duet = await RunningDuet.StartAsync(Allowed, "--Duet:Signaling:AllowedOrigins:1=http://localhost:3000");
        Assert.EndsWith("frame-ancestors 'self' https://clinic.example http://localhost:3000", await PolicyAsync(duet), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_NoOriginAllowed_MayBeFramedByItsOwnOriginOnly()
    {
        await using var duet = await RunningDuet.StartAsync();
        Assert.EndsWith("frame-ancestors 'self'", await PolicyAsync(duet), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://clinic.example", true)]
    [InlineData("https://elsewhere.example", false)]
    [InlineData("http://clinic.example", false)]
    [InlineData("null", false)]
    public async Task Origin_Asked_IsToldWhetherItMayHoldCalls(string origin, bool isAllowed)
    {
        await using var duet = await RunningDuet.StartAsync(Allowed);
        using var http = duet.CreateHttpClient();

        using var request = new HttpRequestMessage(HttpMethod.Get, "/embed/origin");
        request.Headers.Add("Origin", origin);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        response.EnsureSuccessStatusCode();
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal(new Answer(isAllowed), await response.Content.ReadFromJsonAsync<Answer>(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Origin_OwnOfTheServer_MayHoldCalls()
    {
        await using var duet = await RunningDuet.StartAsync();
        using var http = duet.CreateHttpClient();
        Assert.Equal(new Answer(true), await http.GetFromJsonAsync<Answer>("/embed/origin", TestContext.Current.CancellationToken));
    }

    private static void AssertShared(HttpResponseMessage response)
    {
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("cross-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    private static async Task<string> PolicyAsync(RunningDuet duet)
    {
        using var http = duet.CreateHttpClient();
        using var response = await http.GetAsync("/", TestContext.Current.CancellationToken);
        return response.Headers.GetValues("Content-Security-Policy").Single();
    }

    [GeneratedRegex("assets/[A-Za-z0-9_.-]+")]
    private static partial Regex AssetPath();

    private sealed record Answer(bool Allowed);
}
