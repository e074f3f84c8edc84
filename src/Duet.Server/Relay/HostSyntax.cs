using System.Text;

namespace Duet.Server.Relay;

/// <summary>What may stand as host in a STUN or TURN URI (RFC 7064 section 3.1): what a client wrote into its Host header may be anything.</summary>
internal static class HostSyntax
{
    /// <summary>A DNS name in ASCII, an IPv4 address, or an IPv6 address in brackets.</summary>
    public static bool IsValid(string host) => Ascii.IsValid(host) && Uri.CheckHostName(host) switch
    {
        UriHostNameType.Dns or UriHostNameType.IPv4 => true,
        UriHostNameType.IPv6 => host.StartsWith('[') && !host.Contains('%', StringComparison.Ordinal),
        _ => false,
    };
}
