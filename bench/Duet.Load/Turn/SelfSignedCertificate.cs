using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Duet.Load.Turn;

/// <summary>A certificate for the server that does not make its own. Handshakes are over before anything is measured.</summary>
internal static class SelfSignedCertificate
{
    private static readonly TimeSpan _lifetime = TimeSpan.FromDays(1);

    public static void Write(DirectoryInfo directory, string certificateName, string keyName)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now - _lifetime, now + _lifetime);
        File.WriteAllText(Path.Combine(directory.FullName, certificateName), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(directory.FullName, keyName), key.ExportPkcs8PrivateKeyPem());
    }
}
