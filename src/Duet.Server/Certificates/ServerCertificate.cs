using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Duet.Server.Certificates;

/// <summary>The certificate in use. Loaded when the first HTTPS endpoint asks for it, swapped whole when a newer one is there.</summary>
internal sealed class ServerCertificate(ICertificateSource source, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _refreshInterval = TimeSpan.FromMinutes(1);

    private volatile SslStreamCertificateContext? _context;

    /// <summary>Makes HTTPS endpoints serve this one, in the version that is in use when a client connects.</summary>
    public void Serve(HttpsConnectionAdapterOptions https)
    {
        var initial = (_context ??= ContextOf(source.Load())).TargetCertificate;
        https.ServerCertificate = initial;
        https.OnAuthenticate = (_, authentication) =>
        {
            // An endpoint that has a certificate of its own (Kestrel:Endpoints:NAME:Certificate) keeps it.
            if (initial.Equals(authentication.ServerCertificateContext?.TargetCertificate)) authentication.ServerCertificateContext = _context;
        };
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
