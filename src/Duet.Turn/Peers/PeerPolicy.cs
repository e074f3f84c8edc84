using Duet.Stun;

namespace Duet.Turn.Peers;

/// <summary>
/// Who may be a peer: the one place that CreatePermission, ChannelBind, Send indications and packets from peers ask. Without it a relay is
/// a door into the network that it stands in (RFC 8656 section 21.2).
/// </summary>
/// <remarks>
/// What is decided for an IP address, in this order:
/// 1. what the options say: the longest of the matching prefixes, and of equally long ones the denial;
/// 2. an address of our own relayed transport addresses is <see cref="PeerVerdict.OwnRelay"/>;
/// 3. any other address of this machine is denied: its firewall does not stand between itself and us;
/// 4. a special-purpose address is denied;
/// 5. the rest is allowed.
/// An IPv6 address that carries an IPv4 address is judged as both, and allowed where both are. An own relayed address in such a spelling is
/// denied: the short circuit knows it by its own spelling only.
/// </remarks>
internal sealed class PeerPolicy(TurnOptions options, OwnAddresses own)
{
    private readonly ConfiguredPeers _configured = new(options);
    private readonly OwnListeners _listeners = new(own);
    private readonly HashSet<InternetAddress> _relays = [.. own.Relays];
    private readonly HashSet<InternetAddress> _hosts = [.. own.Hosts, .. own.Listeners.Select(listener => listener.Address)];

    /// <summary>For a permission, which is for an IP address whatever the port (RFC 8656 section 9).</summary>
    public PeerVerdict Decide(in InternetAddress peer)
    {
        if (!EmbeddedIPv4.TryRead(peer, out var embedded)) return Judge(peer);

        return Judge(peer) is PeerVerdict.Allowed && Judge(embedded) is PeerVerdict.Allowed ? PeerVerdict.Allowed : PeerVerdict.Denied;
    }

    /// <summary>
    /// For a packet or a channel. What this process listens on is denied always, allowed address or not: a client that talks to the relay
    /// through the relay could make packets loop (RFC 8656 section 21.1.7). So is port 0, to which nothing can be sent.
    /// </summary>
    public PeerVerdict Decide(in TransportAddress peer) =>
        peer.Port == 0 || IsListener(peer) ? PeerVerdict.Denied : Decide(peer.Address);

    private bool IsListener(in TransportAddress peer) =>
        _listeners.Contain(peer)
        || (EmbeddedIPv4.TryRead(peer.Address, out var embedded) && _listeners.Contain(new TransportAddress(embedded, peer.Port)));

    private PeerVerdict Judge(in InternetAddress address)
    {
        if (_configured.TryDecide(address, out var configured)) return configured;
        if (_relays.Contains(address)) return PeerVerdict.OwnRelay;

        return _hosts.Contains(address) || SpecialPurpose.Contains(address) ? PeerVerdict.Denied : PeerVerdict.Allowed;
    }
}
