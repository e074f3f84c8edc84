using System.Text.RegularExpressions;
using Duet.TestKit.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Duet.Browser.Tests.Embedding;

/// <summary>A site with Duet's worker that is replaced by another build while browsers look at it.</summary>
internal sealed partial class ChangingSite : IAsyncDisposable
{
    private static readonly string _worker = File.ReadAllText(Path.Combine(Solution.Root, "web", "app", "dist", "worker.js"));

    private readonly WebApplication _application;

    private ChangingSite(WebApplication application) => _application = application;

    public Uri Address => new(_application.Urls.Single());

    /// <summary>What the site consists of from now on. Default: <c>first</c>.</summary>
    public string Build { get; set; } = "first";

    public static async Task<ChangingSite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = new ChangingSite(builder.Build());
        site._application.MapGet("/worker.js", () => Results.Content(BuildName().Replace(_worker, site.Build), "text/javascript"));
        site._application.MapGet("/{**path}", () => Results.Content($"<!doctype html><title>Site</title>build {site.Build}", "text/html"));
        await site._application.StartAsync();
        return site;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    // What the build put into the worker: 12 hexadecimal digits.
    [GeneratedRegex("""(?<=["'`])[0-9a-f]{12}(?=["'`])""")]
    private static partial Regex BuildName();
}
