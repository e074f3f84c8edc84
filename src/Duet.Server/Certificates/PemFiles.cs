using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Duet.Server.Configuration;

namespace Duet.Server.Certificates;

/// <summary>A certificate that its operator keeps in PEM files, loaded again when one of them changes.</summary>
internal sealed class PemFiles(string certificatePath, string? keyPath, ILogger logger) : ICertificateSource
{
    private const string PathKey = "Duet:Certificate:Path";
    private const string KeyPathKey = "Duet:Certificate:KeyPath";

    private (DateTime Certificate, DateTime Key) _loadedVersion;

    /// <summary>Windows serves no certificate whose key lives in memory only; elsewhere it is used as it is.</summary>
    public static X509Certificate2 Usable(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows()) return certificate;

        using (certificate) return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }

    public X509Certificate2Collection Load()
    {
        CheckExists(PathKey, certificatePath);
        if (keyPath is not null) CheckExists(KeyPathKey, keyPath);
        try
        {
            return LoadFiles();
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            throw new StartupException(
                $"{PathKey} is '{certificatePath}': it must be a PEM certificate whose private key stands in the same file or in {KeyPathKey} ({unreadable.Message})",
                unreadable);
        }
    }

    public X509Certificate2Collection? Refresh()
    {
        var version = CurrentVersion();
        if (version == _loadedVersion) return null;

        try
        {
            return LoadFiles();
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            _loadedVersion = version; // Complain once, and look again when it changes again.
            Log.CertificateReloadFailed(logger, certificatePath, unreadable.Message);
            return null;
        }
    }

    private static bool IsUnreadable(Exception exception) =>
        exception is CryptographicException or IOException or UnauthorizedAccessException;

    private static void CheckExists(string key, string path)
    {
        if (!File.Exists(path)) throw new StartupException($"{key} is '{path}': it must be a file that exists.");
    }

    private X509Certificate2Collection LoadFiles()
    {
        var version = CurrentVersion();
        var own = Usable(X509Certificate2.CreateFromPemFile(certificatePath, keyPath));
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificatePath);
        chain[0] = own; // The first in the file is the server's own (RFC 8446 section 4.4.2), now together with its key.

        _loadedVersion = version;
        Log.CertificateLoaded(logger, certificatePath, chain[0].NotAfter);
        return chain;
    }

    // Seen through links, which is how renewal tools switch from one version to the next.
    private (DateTime Certificate, DateTime Key) CurrentVersion() => (VersionOf(certificatePath), VersionOf(keyPath ?? certificatePath));

    private static DateTime VersionOf(string path) =>
        File.GetLastWriteTimeUtc(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
}
