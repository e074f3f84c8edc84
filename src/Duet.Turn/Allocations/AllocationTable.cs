using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Duet.Stun;

namespace Duet.Turn.Allocations;

/// <summary>
/// All allocations, by 5-tuple, by relayed transport address and by user name. This is where they end, each exactly once, whoever ends it.
/// </summary>
/// <remarks>Thread safe. Both ways of the packet path look up here, without a lock.</remarks>
internal sealed class AllocationTable
{
    private readonly ConcurrentDictionary<FiveTuple, Allocation> _byFiveTuple = new();
    private readonly TurnOptions _options;
    private readonly RelayPorts _ports;
    private readonly Action<Allocation> _ended;
    private readonly RelayIndex _byRelay;
    private readonly AllocationOwners _owners;
    private int _entered;

    /// <param name="options">How many allocations there may be, and the range of their ports.</param>
    /// <param name="rules">The limits of one user.</param>
    /// <param name="ports">Where relayed ports go when they are not needed any more.</param>
    /// <param name="ended">Is told of each allocation that is over, once, on any thread. Its ports are released already.</param>
    public AllocationTable(TurnOptions options, AllocationRules rules, RelayPorts ports, Action<Allocation> ended)
    {
        _options = options;
        _ports = ports;
        _ended = ended;
        Rules = rules;
        _byRelay = new RelayIndex(options.RelayPortMin, options.RelayPortMax);
        _owners = new AllocationOwners(rules);
        Reservations = new Reservations(ports, rules.MaxAllocations);
    }

    /// <summary>How many allocations there are.</summary>
    public int Count => _byFiveTuple.Count;

    public AllocationRules Rules { get; }

    public Reservations Reservations { get; }

    /// <summary>Finds an allocation for the packet path. It may have expired since the last sweep.</summary>
    public bool TryFind(in FiveTuple fiveTuple, [NotNullWhen(true)] out Allocation? allocation) =>
        _byFiveTuple.TryGetValue(fiveTuple, out allocation);

    /// <summary>Finds an allocation for a request. What has expired ends here and now: a request must not find it.</summary>
    public bool TryFindLive(in FiveTuple fiveTuple, long now, [NotNullWhen(true)] out Allocation? allocation)
    {
        if (!_byFiveTuple.TryGetValue(fiveTuple, out allocation)) return false;

        Release(allocation, allocation.DetachExpired(now, out var ended), ended);
        return !allocation.HasEnded;
    }

    /// <summary>Finds the relay of a relayed transport address: the advertised one, or the bound one.</summary>
    public RelayedTransport? FindRelay(in TransportAddress address) => _byRelay.Find(address);

    /// <summary>Takes a place for one allocation, before it is made. Every place is given back, by <see cref="Exit"/> or by its end.</summary>
    public bool TryEnter(string username, [NotNullWhen(true)] out AllocationOwner? owner, out StunErrorCode refusal)
    {
        refusal = StunErrorCode.AllocationQuotaReached;
        owner = _owners.TryEnter(username);
        if (owner is null) return false;

        // RFC 8656 section 7.4: 486 speaks of the user, 508 of the relay.
        refusal = StunErrorCode.InsufficientCapacity;
        if (Interlocked.Increment(ref _entered) <= _options.MaxAllocations) return true;

        Exit(owner);
        return false;
    }

    /// <summary>Gives a place back whose allocation could not be made.</summary>
    public void Exit(AllocationOwner owner)
    {
        Interlocked.Decrement(ref _entered);
        owner.Exit();
    }

    /// <summary>Makes an allocation known, which holds a place. False where the 5-tuple has one already, and then nothing changed.</summary>
    public bool TryAdd(Allocation allocation)
    {
        var (ipv4, ipv6) = (allocation.IPv4, allocation.IPv6);
        while (!_byFiveTuple.TryAdd(allocation.FiveTuple, allocation))
        {
            if (!_byFiveTuple.TryGetValue(allocation.FiveTuple, out var other)) continue;
            if (!other.HasEnded) return false;
            Remove(other); // whoever ended it is about to
        }

        allocation.Owner.Add(allocation);
        if (ipv4 is not null) _byRelay.Add(ipv4);
        if (ipv6 is not null) _byRelay.Add(ipv6);

        // Whoever found it by its 5-tuple may have ended it before the rest was added: then that is taken out again.
        if (ipv4 is not null && allocation.IPv4 is null) _byRelay.Remove(ipv4);
        if (ipv6 is not null && allocation.IPv6 is null) _byRelay.Remove(ipv6);
        if (allocation.HasEnded) allocation.Owner.Remove(allocation);
        return true;
    }

    public void End(Allocation allocation) => End(allocation, null);

    /// <summary>Ends one family of an allocation, or all of it.</summary>
    public void End(Allocation allocation, InternetAddressFamily? family) =>
        Release(allocation, allocation.Detach(family, out var ended), ended);

    /// <summary>Ends what a 5-tuple has: its connection is gone (RFC 8656 section 7.1).</summary>
    public void EndAllOf(in FiveTuple fiveTuple)
    {
        if (_byFiveTuple.TryGetValue(fiveTuple, out var allocation)) End(allocation);
    }

    /// <summary>Ends what a user has, reservations too: the credentials are good no more.</summary>
    public void EndAllOf(string username)
    {
        if (_owners.Find(username) is not { } owner) return;

        foreach (var allocation in owner.Snapshot()) End(allocation);
        Reservations.RemoveAllOf(owner);
    }

    /// <summary>Ends everything: the relay stops.</summary>
    public void EndAll()
    {
        foreach (var (_, allocation) in _byFiveTuple) End(allocation);
        Reservations.RemoveExpired(long.MaxValue);
    }

    /// <summary>Ends what has expired. Once a second is fine: of an allocation with nothing to end it reads one number.</summary>
    public void Sweep(long now)
    {
        foreach (var (_, allocation) in _byFiveTuple) Release(allocation, allocation.DetachExpired(now, out var ended), ended);
        Reservations.RemoveExpired(now);
        _owners.RemoveIdle();
    }

    private void Release(Allocation allocation, in RelayPair relays, bool ended)
    {
        Release(relays.IPv4);
        Release(relays.IPv6);
        if (!ended) return;

        Remove(allocation);
        allocation.Owner.Remove(allocation);
        Exit(allocation.Owner);
        _ended(allocation);
    }

    // Removes this very allocation, never a new one of the same 5-tuple.
    private void Remove(Allocation allocation) =>
        _byFiveTuple.TryRemove(new KeyValuePair<FiveTuple, Allocation>(allocation.FiveTuple, allocation));

    private void Release(RelayedTransport? relay)
    {
        if (relay is null) return;

        _byRelay.Remove(relay);
        _ports.Release(relay.Port);
    }
}
