using Duet.Stun;

namespace Duet.Turn.Peers;

/// <summary>Tells the transport addresses on which this process listens.</summary>
internal sealed class OwnListeners
{
    private static readonly AddressRange[] _loopback = [AddressRange.Parse("127.0.0.0/8"), AddressRange.Parse("::1/128")];

    private readonly HashSet<TransportAddress> _listeners;
    private readonly HashSet<InternetAddress> _addresses;
    private readonly HashSet<ushort> _wildcardPorts;

    public OwnListeners(OwnAddresses own)
    {
        _listeners = [.. own.Listeners];
        _addresses = [.. own.Hosts, .. own.Relays, .. own.Listeners.Select(listener => listener.Address)];

        // A socket on [::] may take IPv4 too, so a wildcard of either family counts for both.
        _wildcardPorts = [.. own.Listeners.Where(listener => listener.Address.IsUnspecified).Select(listener => listener.Port)];
    }

    public bool Contain(in TransportAddress address) =>
        _listeners.Contains(address) || (_wildcardPorts.Contains(address.Port) && IsOwn(address.Address));

    private bool IsOwn(in InternetAddress address) =>
        _addresses.Contains(address) || _loopback[0].Contains(address) || _loopback[1].Contains(address);
}
