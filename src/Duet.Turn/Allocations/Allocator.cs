using System.Diagnostics.CodeAnalysis;
using Duet.Stun;

namespace Duet.Turn.Allocations;

/// <summary>Makes allocations: finds their ports, and gives everything back where something is missing (RFC 8656 section 7.2).</summary>
internal sealed class Allocator(AllocationTable table, RelayPorts ports)
{
    public bool Serves(InternetAddressFamily family) => ports.Serves(family);

    /// <summary>For a 5-tuple without an allocation. False with 437, 440, 486 or 508 where it still has none after it.</summary>
    public bool TryAllocate(in AllocationRequest request, long now, [NotNullWhen(true)] out Allocation? allocation, out StunErrorCode refusal)
    {
        allocation = null;
        if (!table.TryEnter(request.Username, out var owner, out refusal)) return false;

        var granted = Grant(request, owner, now);
        if (!granted.IsEmpty)
        {
            allocation = new Allocation(request, owner, granted, table.Rules, now);
            if (table.TryAdd(allocation)) return true;

            // Not reached while the requests of one 5-tuple come from one thread.
            Release(granted.IPv4);
            Release(granted.IPv6);
            allocation = null;
            refusal = StunErrorCode.AllocationMismatch;
        }
        else
        {
            refusal = granted.Failure?.Code ?? StunErrorCode.InsufficientCapacity;
        }

        table.Exit(owner);
        return false;
    }

    private GrantedPorts Grant(in AllocationRequest request, AllocationOwner owner, long now)
    {
        var (worker, wish) = (request.Worker, request.Wish);
        if (wish.Token is { } token) return GrantedPorts.Of(table.Reservations.TryTake(token, now));
        if (wish.Family is not { } family) return GrantBoth(worker, wish.Parity);

        return wish.Parity is PortParity.EvenAndNext
            ? GrantPair(worker, family, owner, now)
            : GrantedPorts.Of(ports.TryTake(worker, family, wish.Parity));
    }

    private GrantedPorts GrantPair(int worker, InternetAddressFamily family, AllocationOwner owner, long now)
    {
        if (!table.Reservations.TryEnter(owner)) return default;

        if (ports.TryTakePair(worker, family) is not { } pair)
        {
            owner.ExitReservation();
            return default;
        }

        var expires = table.Rules.End(now, AllocationRules.ReservationLifetime);
        var token = table.Reservations.Hold(new Reservation(pair.Next, owner, expires));
        return GrantedPorts.Of(pair.Even) with { Reserved = token };
    }

    // RFC 8656 section 7.2, item 9: one of the two is a success, which says what became of the other.
    private GrantedPorts GrantBoth(int worker, PortParity parity)
    {
        var ipv4 = ports.TryTake(worker, InternetAddressFamily.IPv4, parity);
        var ipv6 = ports.TryTake(worker, InternetAddressFamily.IPv6, parity);
        var granted = new GrantedPorts { IPv4 = ipv4, IPv6 = ipv6 };
        if (ipv4 is not null && ipv6 is not null) return granted;

        return granted with { Failure = FailureOf(ipv4 is null ? InternetAddressFamily.IPv4 : InternetAddressFamily.IPv6) };
    }

    private AddressFailure FailureOf(InternetAddressFamily family) =>
        new(family, ports.Serves(family) ? StunErrorCode.InsufficientCapacity : StunErrorCode.AddressFamilyNotSupported);

    private void Release(in RelayPort? port)
    {
        if (port is { } taken) ports.Release(taken);
    }
}
