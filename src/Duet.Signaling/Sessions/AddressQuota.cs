using System.Net;
using System.Net.Sockets;

namespace Duet.Signaling.Sessions;

/// <summary>Counts open connections for each address. An IPv6 host owns its whole /64 (RFC 4291 section 2.5.4), so that is what counts.</summary>
internal sealed class AddressQuota(int connectionsPerAddress)
{
    private const int Ipv6HostBytes = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _connections = [];

    public bool TryEnter(IPAddress address)
    {
        var key = KeyOf(address);
        lock (_gate)
        {
            var count = _connections.GetValueOrDefault(key);
            if (count >= connectionsPerAddress) return false;

            _connections[key] = count + 1;
            return true;
        }
    }

    public void Exit(IPAddress address)
    {
        var key = KeyOf(address);
        lock (_gate)
        {
            if (--_connections[key] == 0) _connections.Remove(key);
        }
    }

    private static IPAddress KeyOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily is not AddressFamily.InterNetworkV6) return address;

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(Ipv6HostBytes).Clear();
        return new IPAddress(bytes);
    }
}
