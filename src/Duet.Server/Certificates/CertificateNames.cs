using System.Net;
using Duet.Server.Network;

namespace Duet.Server.Certificates;

/// <summary>What this machine may be called in an address bar: what a generated certificate has to cover.</summary>
internal sealed record CertificateNames(IReadOnlySet<string> DnsNames, IReadOnlySet<IPAddress> Addresses)
{
    public static CertificateNames OfThisMachine()
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "localhost" };
        var host = Dns.GetHostName();
        if (Uri.CheckHostName(host) is UriHostNameType.Dns)
        {
            names.Add(host);
            if (!host.Contains('.', StringComparison.Ordinal)) names.Add($"{host}.local"); // RFC 6762: how phones nearby find it
        }

        return new CertificateNames(names, new HashSet<IPAddress>(MachineAddresses.All()));
    }

    public bool AreCoveredBy(CertificateNames other) =>
        DnsNames.IsSubsetOf(other.DnsNames) && Addresses.IsSubsetOf(other.Addresses);

    public override string ToString() => string.Join(", ", [.. DnsNames, .. Addresses.Select(address => address.ToString())]);
}
