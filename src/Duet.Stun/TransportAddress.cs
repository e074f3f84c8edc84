using System.Net;

namespace Duet.Stun;

/// <summary>An IP address and a port (RFC 8489 section 4), as a value.</summary>
/// <param name="Address">The IP address.</param>
/// <param name="Port">The port, 0 to 65,535.</param>
public readonly record struct TransportAddress(InternetAddress Address, ushort Port)
{
    public InternetAddressFamily Family => Address.Family;

    public static TransportAddress From(IPEndPoint endpoint) => new(InternetAddress.From(endpoint.Address), (ushort)endpoint.Port);

    public IPEndPoint ToIPEndPoint() => new(Address.ToIPAddress(), Port);

    public override string ToString() => Family is InternetAddressFamily.IPv4 ? $"{Address}:{Port}" : $"[{Address}]:{Port}";
}
