using Duet.Browser.Tests.Browsing;
using Duet.TestKit.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Duet.Browser.Tests.Media;

/// <summary>The web server of a page that uses the built SDK, on an origin of its own.</summary>
internal sealed class SdkHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private SdkHost(WebApplication application) => _application = application;

    /// <summary>Scheme, host and port, as a browser sends it in <c>Origin</c>.</summary>
    public string Origin => _application.Urls.Single();

    public static async Task<SdkHost> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        application.MapGet("/", () => Results.Content(EmbeddedText.Read("sdk-client.html"), "text/html; charset=utf-8"));
        application.MapGet("/sdk/{file}", Module);
        await application.StartAsync();
        return new SdkHost(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static IResult Module(string file) =>
        Results.File(Path.Combine(Solution.Root, "web", "sdk", "dist", Path.GetFileName(file)), "text/javascript");
}
