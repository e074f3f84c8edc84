using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Duet.Stun;

namespace Duet.Turn.Allocations;

/// <summary>
/// The ports that EVEN-PORT reserved, each under a token that nobody can guess. Whoever has the token may take the port, on any 5-tuple
/// (RFC 8656 section 7.2), once. Thread safe: a reservation goes to whoever takes it out of the dictionary.
/// </summary>
/// <param name="ports">Where they go when nobody came.</param>
/// <param name="perOwner">How many one user may hold.</param>
internal sealed class Reservations(RelayPorts ports, int perOwner)
{
    private readonly ConcurrentDictionary<ReservationToken, Reservation> _held = new();

    public int Count => _held.Count;

    /// <summary>False where the owner holds as many as one may.</summary>
    public bool TryEnter(AllocationOwner owner) => owner.TryEnterReservation(perOwner);

    /// <summary>Keeps a port for an owner that has entered.</summary>
    public ReservationToken Hold(Reservation reservation)
    {
        ReservationToken token;
        do token = RandomToken();
        while (!_held.TryAdd(token, reservation));

        return token;
    }

    /// <summary>The port of a token, which is the caller's from now on; null where there is none, or its time is over.</summary>
    public RelayPort? TryTake(ReservationToken token, long now)
    {
        if (!_held.TryGetValue(token, out var reservation) || reservation.Expires <= now) return null;
        if (!_held.TryRemove(token, out _)) return null;

        reservation.Owner.ExitReservation();
        return reservation.Port;
    }

    public void RemoveExpired(long now)
    {
        foreach (var (token, reservation) in _held)
        {
            if (reservation.Expires <= now) Drop(token);
        }
    }

    public void RemoveAllOf(AllocationOwner owner)
    {
        foreach (var (token, reservation) in _held)
        {
            if (reservation.Owner == owner) Drop(token);
        }
    }

    private static ReservationToken RandomToken()
    {
        ulong random = 0;
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(new Span<ulong>(ref random)));
        return new ReservationToken(random);
    }

    private void Drop(ReservationToken token)
    {
        if (!_held.TryRemove(token, out var reservation)) return;

        reservation.Owner.ExitReservation();
        ports.Release(reservation.Port);
    }
}
