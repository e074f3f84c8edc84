using System.Net;
using System.Net.Sockets;

namespace Duet.Signaling.Sessions;

/// <summary>
/// Counts open connections, and seats that are held without one, for each address. An IPv6 host owns its whole /64 (RFC 4291 section
/// 2.5.4), so that is what counts.
/// </summary>
internal sealed class AddressQuota(int connectionsPerAddress)
{
    private const int Ipv6HostBytes = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Places> _places = [];

    /// <summary>Counts a connection. Held seats do not stand in its way: it may be the one that takes such a seat back.</summary>
    public bool TryEnter(IPAddress address)
    {
        var key = KeyOf(address);
        lock (_gate)
        {
            var places = _places.GetValueOrDefault(key);
            if (places.Connections >= connectionsPerAddress) return false;

            _places[key] = places with { Connections = places.Connections + 1 };
            return true;
        }
    }

    public void Exit(IPAddress address) => Give(address, connections: 1, held: 0);

    /// <summary>Counts a seat that outlives its connection, which is still counted. False where both kinds would be too many together.</summary>
    public bool TryHold(IPAddress address)
    {
        var key = KeyOf(address);
        lock (_gate)
        {
            var places = _places.GetValueOrDefault(key);
            if (places.Connections + places.Held > connectionsPerAddress) return false;

            _places[key] = places with { Held = places.Held + 1 };
            return true;
        }
    }

    public void Release(IPAddress address) => Give(address, connections: 0, held: 1);

    private void Give(IPAddress address, int connections, int held)
    {
        var key = KeyOf(address);
        lock (_gate)
        {
            var left = new Places(_places[key].Connections - connections, _places[key].Held - held);
            if (left == default) _places.Remove(key);
            else _places[key] = left;
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

    private readonly record struct Places(int Connections, int Held);
}
