using System.Net;
using System.Security.Cryptography;
using Duet.Server.Certificates;
using Duet.Server.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Duet.Server.Tests.Transport;

/// <summary>Kestrel on the transport, with counted memory, and with endpoints that move much in either direction.</summary>
internal sealed class TransportServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TransportServer(WebApplication app) => _app = app;

    public CountingMemory Memory => ((CountingTransport)_app.Services.GetRequiredService<IConnectionListenerFactory>()).Memory;

    /// <summary>Done when a request of <c>/endless</c> or <c>/hash</c> was told that its client is gone.</summary>
    public TaskCompletionSource ClientGone { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Uri Address => new(_app.Urls.Single());

    public static async Task<TransportServer> StartAsync(string scheme, string version)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton<IConnectionListenerFactory, CountingTransport>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = version == "2.0" ? HttpProtocols.Http2 : HttpProtocols.Http1;
                if (scheme == "https") listen.UseHttps(SelfSigned());
            });
        });
        var server = new TransportServer(builder.Build());
        server._app.MapGet("/bytes/{count:int}", (int count, HttpResponse response) => response.Body.WriteAsync(RandomBytes.Make(count, count)).AsTask());
        server._app.MapPost("/hash", server.HashAsync);
        server._app.MapPost("/echo", EchoAsync);
        server._app.MapGet("/endless", server.WriteEndlesslyAsync);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public HttpClient CreateClient(string version)
    {
        var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } };
        return new HttpClient(handler)
        {
            BaseAddress = Address,
            DefaultRequestVersion = Version.Parse(version),
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static System.Security.Cryptography.X509Certificates.X509Certificate2 SelfSigned() =>
        PemFiles.Usable(SelfSignedCertificate.Create(CertificateNames.OfThisMachine(), TimeProvider.System.GetUtcNow()));

    private static async Task EchoAsync(HttpRequest request, HttpResponse response)
    {
        using var all = new MemoryStream();
        await request.Body.CopyToAsync(all);
        await response.Body.WriteAsync(all.GetBuffer().AsMemory(0, (int)all.Length));
    }

    private async Task<string> HashAsync(HttpRequest request)
    {
        try
        {
            return Convert.ToHexString(await SHA256.HashDataAsync(request.Body));
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            ClientGone.TrySetResult();
            throw;
        }
    }

    private async Task WriteEndlesslyAsync(HttpContext context)
    {
        var chunk = new byte[20_000];
        while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(chunk);

        ClientGone.TrySetResult();
    }

    private sealed class CountingTransport : IConnectionListenerFactory
    {
        public CountingMemory Memory { get; } = new();

        public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.Listen();
            return ValueTask.FromResult<IConnectionListener>(new PollingListener(socket, Memory));
        }
    }
}
