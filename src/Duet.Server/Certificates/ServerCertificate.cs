using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Duet.Server.Certificates;

/// <summary>The certificate in use. Loaded when the first HTTPS endpoint asks for it, swapped whole when a newer one is there.</summary>
internal sealed class ServerCertificate(ICertificateSource source, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _refreshInterval = TimeSpan.FromMinutes(1);

    private volatile SslStreamCertificateContext? _context;

    /// <summary>Makes HTTPS endpoints that were given no certificate of their own serve this one.</summary>
    public void Serve(HttpsConnectionAdapterOptions https)
    {
        var context = _context ??= ContextOf(source.Load());
        https.ServerCertificate = context.TargetCertificate;
        https.OnAuthenticate = (_, authentication) => authentication.ServerCertificateContext = _context;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var refresh = new PeriodicTimer(_refreshInterval, time);
        try
        {
            while (await refresh.WaitForNextTickAsync(stoppingToken)) Refresh();
        }
        catch (OperationCanceledException)
        {
            // Stopping is how this ends.
        }
    }

    private void Refresh()
    {
        if (_context is not null && source.Refresh() is { } newer) _context = ContextOf(newer);
    }

    // Offline: a chain is served as it was given, nothing is fetched to complete it.
    private static SslStreamCertificateContext ContextOf(X509Certificate2Collection chain) =>
        SslStreamCertificateContext.Create(chain[0], chain, offline: true);
}
