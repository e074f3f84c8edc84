using Duet.Browser.Tests.Browsing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Duet.Browser.Tests.PlainClient;

/// <summary>The web server of clients that are not ours: pages on an origin of their own, as existing clients have today.</summary>
internal sealed class PlainClientHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private PlainClientHost(WebApplication application) => _application = application;

    /// <summary>Scheme, host and port, as a browser sends it in <c>Origin</c>.</summary>
    public string Origin => _application.Urls.Single();

    public static async Task<PlainClientHost> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        application.MapGet("/", () => Page("plain-client.html"));
        application.MapGet("/parking", () => Page("parking-client.html"));
        await application.StartAsync();
        return new PlainClientHost(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static IResult Page(string name) => Results.Content(EmbeddedText.Read(name), "text/html; charset=utf-8");
}
