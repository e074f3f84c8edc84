using Duet.Browser.Tests.Browsing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Duet.Browser.Tests.PlainClient;

/// <summary>The web server of an existing client: a page on an origin of its own, as such clients have today.</summary>
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
        application.MapGet("/", () => Results.Content(EmbeddedText.Read("plain-client.html"), "text/html; charset=utf-8"));
        await application.StartAsync();
        return new PlainClientHost(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
