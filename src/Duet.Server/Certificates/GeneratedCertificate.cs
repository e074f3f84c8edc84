using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Duet.Server.Configuration;

namespace Duet.Server.Certificates;

/// <summary>
/// A self-signed certificate, kept in the data directory from run to run so that browsers are asked once. Made anew a month before it
/// ends, or at a start where the machine has a name or an address that it does not cover.
/// </summary>
internal sealed class GeneratedCertificate(DataDirectory data, Func<CertificateNames> names, TimeProvider time, ILogger logger) : ICertificateSource
{
    public const string FileName = "certificate.pem";

    private static readonly TimeSpan _renewBefore = TimeSpan.FromDays(30);

    private DateTimeOffset _renewAt;

    public X509Certificate2Collection Load()
    {
        var needed = names();
        var certificate = ReadKept();
        if (certificate is null || RenewalOf(certificate) <= time.GetUtcNow() || !needed.AreCoveredBy(SelfSignedCertificate.NamesOf(certificate)))
        {
            certificate = Create(needed);
        }

        _renewAt = RenewalOf(certificate);
        return [certificate];
    }

    public X509Certificate2Collection? Refresh()
    {
        try
        {
            return time.GetUtcNow() >= _renewAt ? Load() : null;
        }
        catch (StartupException unwritable)
        {
            Log.CertificateReloadFailed(logger, data.PathOf(FileName), unwritable.Message);
            return null;
        }
    }

    private static DateTimeOffset RenewalOf(X509Certificate2 certificate) => new DateTimeOffset(certificate.NotAfter) - _renewBefore;

    private X509Certificate2 Create(CertificateNames needed)
    {
        var certificate = SelfSignedCertificate.Create(needed, time.GetUtcNow());
        using var key = certificate.GetECDsaPrivateKey()!;
        data.Write(FileName, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        Log.CertificateGenerated(logger, needed.ToString(), certificate.NotAfter, data.PathOf(FileName));
        return PemFiles.Usable(certificate);
    }

    private X509Certificate2? ReadKept()
    {
        var path = data.PathOf(FileName);
        if (!File.Exists(path)) return null;

        try
        {
            return PemFiles.Usable(X509Certificate2.CreateFromPemFile(path));
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            Log.GeneratedCertificateUnreadable(logger, path, unreadable.Message);
            return null;
        }
    }
}
