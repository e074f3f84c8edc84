using System.Diagnostics.CodeAnalysis;
using Duet.Stun;
using Duet.Turn.Authentication;

namespace Duet.Turn.Allocations;

/// <summary>
/// What one client has on the relay (RFC 8656 section 6): its relayed transport addresses, and the permissions and channels of them. A
/// permission or channel belongs to the relayed address of its peer's family.
/// </summary>
/// <remarks>
/// Threads: requests of one 5-tuple come from one thread at a time, so only one thread adds permissions and channels and refreshes. A sweep,
/// a revocation or a lost connection takes away, from any other thread at any moment. All of them write under one lock and swap snapshots
/// whole; the packet path reads from any thread without it. A packet that is on its way when the end comes may therefore still pass.
/// </remarks>
internal sealed class Allocation
{
    private readonly Lock _gate = new();
    private readonly FiveTuple _fiveTuple;
    private readonly AllocationRules _rules;
    private readonly PermissionList _permissions = new();
    private readonly ChannelList _channels = new();
    private readonly TokenBucket _pace;
    private RelayedTransport? _ipv4;
    private RelayedTransport? _ipv6;

    // Nothing expires before this: a sweep need not look at more. A refresh leaves it too early, never too late.
    private long _nextExpiry;

    public Allocation(in AllocationRequest request, AllocationOwner owner, in GrantedPorts ports, AllocationRules rules, long now)
    {
        _fiveTuple = request.FiveTuple;
        _rules = rules;
        Owner = owner;
        Worker = request.Worker;
        Link = request.Link;
        CreatedBy = request.TransactionId;
        Reserved = ports.Reserved;
        Failure = ports.Failure;
        _pace = rules.NewAllocationPace();

        var expires = rules.End(now, rules.Grant(request.Lifetime));
        if (ports.IPv4 is { } ipv4) _ipv4 = new RelayedTransport(this, ipv4, expires);
        if (ports.IPv6 is { } ipv6) _ipv6 = new RelayedTransport(this, ipv6, expires);
        _nextExpiry = expires;
    }

    public ref readonly FiveTuple FiveTuple => ref _fiveTuple;

    public AllocationOwner Owner { get; }

    /// <summary>Who made it; nobody else may touch it (RFC 8656 section 5).</summary>
    public string Username => Owner.Username;

    /// <summary>The worker that the client's packets come to.</summary>
    public int Worker { get; }

    /// <summary>The way back to a client that came over a stream; null for UDP.</summary>
    public IClientLink? Link { get; }

    /// <summary>The transaction that made it: the same again is its retransmission (RFC 8656 section 7.2).</summary>
    public TransactionId CreatedBy { get; }

    /// <summary>The token that was told when it was made.</summary>
    public ReservationToken? Reserved { get; }

    /// <summary>The family that it had to do without when it was made.</summary>
    public AddressFailure? Failure { get; }

    public RelayedTransport? IPv4 => Volatile.Read(ref _ipv4);

    public RelayedTransport? IPv6 => Volatile.Read(ref _ipv6);

    public bool HasEnded => IPv4 is null && IPv6 is null;

    public int PermissionCount => _permissions.Count;

    public int ChannelCount => _channels.Count;

    /// <summary>The relayed transport address that talks to peers of a family.</summary>
    public RelayedTransport? RelayOf(InternetAddressFamily family) => family is InternetAddressFamily.IPv4 ? IPv4 : IPv6;

    /// <summary>Whether data may go to and come from this IP address (RFC 8656 section 9).</summary>
    public bool HasPermission(in InternetAddress peer, long now) => _permissions.Has(peer, now);

    /// <summary>Finds whom a channel stands for. A channel is not a permission: that may be over before.</summary>
    public bool TryFindChannel(ChannelNumber number, long now, [NotNullWhen(true)] out ChannelBinding? channel) =>
        (channel = _channels.Find(number, now)) is not null;

    /// <summary>Finds the channel that a peer's data goes to the client on (RFC 8656 section 11.3).</summary>
    public bool TryFindChannel(in TransportAddress peer, long now, out ChannelNumber number)
    {
        var channel = _channels.Find(peer, now);
        number = channel?.Number ?? default;
        return channel is not null;
    }

    /// <summary>
    /// Whether the allocation and its user may relay so many bytes now, both ways together; false: drop them (RFC 8656 section 5).
    /// </summary>
    public bool TryPay(int bytes, long now) => _pace.TryTake(bytes, now) && Owner.TryPay(bytes, now);

    /// <summary>Installs or refreshes a permission for each of them; false, and nothing changed, where there is no room for all.</summary>
    public bool TryPermit(ReadOnlySpan<InternetAddress> peers, long now)
    {
        var expires = _rules.End(now, AllocationRules.PermissionLifetime);
        lock (_gate)
        {
            if (!_permissions.TryInstall(peers, _rules.MaxPermissions, now, expires)) return false;

            LookAgainAt(expires);
            return true;
        }
    }

    /// <summary>Whether the number stands for nobody else and nobody else's number stands for the peer (RFC 8656 section 12.2).</summary>
    public bool CanBind(ChannelNumber number, in TransportAddress peer, long now)
    {
        var (byNumber, byPeer) = (_channels.Find(number, now), _channels.Find(peer, now));
        return byNumber == byPeer;
    }

    /// <summary>
    /// Binds or refreshes a channel that <see cref="CanBind"/>, and with it the permission for its peer (RFC 8656 section 12.2); false, and
    /// nothing changed, where there is no room for either.
    /// </summary>
    public bool TryBind(ChannelNumber number, in TransportAddress peer, long now)
    {
        lock (_gate)
        {
            if (!_channels.HasRoomFor(number, _rules.MaxChannels, now) || !TryPermit([peer.Address], now)) return false;

            var expires = _rules.End(now, AllocationRules.ChannelLifetime);
            _channels.Bind(number, peer, now, expires);
            LookAgainAt(expires);
            return true;
        }
    }

    /// <summary>Sets the lifetime of one family, or of all that are there; false where that has ended.</summary>
    public bool TryRefresh(InternetAddressFamily? family, long expires)
    {
        lock (_gate)
        {
            var relays = Chosen(family);
            if (relays.IPv4 is { } ipv4) ipv4.Expires = expires;
            if (relays.IPv6 is { } ipv6) ipv6.Expires = expires;
            LookAgainAt(expires);
            return !relays.IsEmpty;
        }
    }

    /// <summary>
    /// Takes out the relayed address of one family, or all, with its permissions and channels (RFC 8656 section 8.1). Each is handed out
    /// once, to whoever must release it; <paramref name="ended"/> is true for the one call that leaves nothing.
    /// </summary>
    public RelayPair Detach(InternetAddressFamily? family, out bool ended)
    {
        lock (_gate)
        {
            var relays = Chosen(family);
            Detach(relays, out ended);
            return relays;
        }
    }

    /// <summary>The same for what has expired. Permissions and channels that have expired go as well.</summary>
    public RelayPair DetachExpired(long now, out bool ended)
    {
        ended = false;
        if (now < Volatile.Read(ref _nextExpiry)) return default;

        lock (_gate)
        {
            _permissions.RemoveExpired(now);
            _channels.RemoveExpired(now);
            var expired = new RelayPair(IsExpired(_ipv4, now) ? _ipv4 : null, IsExpired(_ipv6, now) ? _ipv6 : null);
            Detach(expired, out ended);
            Volatile.Write(ref _nextExpiry, FindNextExpiry());
            return expired;
        }
    }

    private RelayPair Chosen(InternetAddressFamily? family) => new(
        family is InternetAddressFamily.IPv6 ? null : _ipv4,
        family is InternetAddressFamily.IPv4 ? null : _ipv6);

    private void Detach(in RelayPair relays, out bool ended)
    {
        if (relays.IPv4 is not null)
        {
            Volatile.Write(ref _ipv4, null);
            RemoveFamily(InternetAddressFamily.IPv4);
        }

        if (relays.IPv6 is not null)
        {
            Volatile.Write(ref _ipv6, null);
            RemoveFamily(InternetAddressFamily.IPv6);
        }

        ended = !relays.IsEmpty && HasEnded;
    }

    private void RemoveFamily(InternetAddressFamily family)
    {
        _permissions.RemoveFamily(family);
        _channels.RemoveFamily(family);
    }

    private void LookAgainAt(long expires) => Volatile.Write(ref _nextExpiry, Math.Min(_nextExpiry, expires));

    private long FindNextExpiry()
    {
        var relays = Math.Min(_ipv4?.Expires ?? long.MaxValue, _ipv6?.Expires ?? long.MaxValue);
        return Math.Min(relays, Math.Min(_permissions.NextExpiry, _channels.NextExpiry));
    }

    private static bool IsExpired(RelayedTransport? relay, long now) => relay is not null && !relay.IsLive(now);
}
