using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Duet.Browser.Tests.Browsing;

/// <summary>The certificate that a server presents, and how browsers come to trust it.</summary>
internal static class PresentedCertificate
{
    public static async Task<X509Certificate2> ReadAsync(Uri server)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Host, server.Port);
        await using var tls = new SslStream(connection.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync(server.Host);
        return X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData());
    }

    /// <summary>The switch that makes a Chromium trust this certificate, and no other that it would not.</summary>
    public static string ChromiumSwitch(X509Certificate2 certificate) =>
        $"--ignore-certificate-errors-spki-list={Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()))}";

    /// <summary>A line of the file in which a Firefox keeps whom its user chose to trust in spite of a warning.</summary>
    public static string FirefoxException(X509Certificate2 certificate, Uri server)
    {
        const string Sha256Oid = "OID.2.16.840.1.101.3.4.2.1";
        var fingerprint = BitConverter.ToString(SHA256.HashData(certificate.RawData)).Replace('-', ':');
        return $"{server.Host}:{server.Port}:\t{Sha256Oid}\t{fingerprint}\t\n";
    }
}
