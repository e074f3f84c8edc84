using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Duet.Server.Certificates;

/// <summary>Makes certificates that a browser accepts once its user says so, and reads back what one covers.</summary>
internal static class SelfSignedCertificate
{
    // Apple's limit for certificates that a user trusts by hand is 825 days; a year and a month keeps well below every limit.
    private static readonly TimeSpan _validity = TimeSpan.FromDays(397);

    // A client's clock may be a little behind.
    private static readonly TimeSpan _clockSkew = TimeSpan.FromDays(1);

    public static X509Certificate2 Create(CertificateNames names, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Duet (self-signed)", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], critical: false));
        request.CertificateExtensions.Add(SubjectAlternativeName(names));
        return request.CreateSelfSigned(now - _clockSkew, now + _validity);
    }

    public static CertificateNames NamesOf(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SingleOrDefault();
        return new CertificateNames(
            new HashSet<string>(names?.EnumerateDnsNames() ?? [], StringComparer.OrdinalIgnoreCase),
            new HashSet<IPAddress>(names?.EnumerateIPAddresses() ?? []));
    }

    private static X509Extension SubjectAlternativeName(CertificateNames names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names.DnsNames) builder.AddDnsName(name);
        foreach (var address in names.Addresses) builder.AddIpAddress(address);
        return builder.Build();
    }
}
