using Duet.Stun;

namespace Duet.Turn.Listeners;

/// <summary>Counts open connections for each address; an IPv6 host owns its whole /64 (RFC 4291 section 2.5.4), so that is what counts.</summary>
internal sealed class ConnectionQuota(int connectionsPerAddress)
{
    private const int IPv6HostBits = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<InternetAddress, int> _connections = [];

    public bool TryEnter(in InternetAddress address)
    {
        var network = NetworkOf(address);
        lock (_gate)
        {
            var count = _connections.GetValueOrDefault(network);
            if (count >= connectionsPerAddress) return false;

            _connections[network] = count + 1;
            return true;
        }
    }

    public void Exit(in InternetAddress address)
    {
        var network = NetworkOf(address);
        lock (_gate)
        {
            if (--_connections[network] == 0) _connections.Remove(network);
        }
    }

    private static InternetAddress NetworkOf(in InternetAddress address) =>
        address.Family is InternetAddressFamily.IPv4 ? address : InternetAddress.IPv6(address.Bits >> IPv6HostBits << IPv6HostBits);
}
