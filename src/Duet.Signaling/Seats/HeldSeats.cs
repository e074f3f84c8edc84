using System.Collections.Concurrent;
using System.Net;
using Duet.Signaling.Sessions;

namespace Duet.Signaling.Seats;

/// <summary>
/// The seats that are held without a connection, so that a sweep looks at no others. Each keeps a place of the address that it was left
/// from. Whoever changes what is in here is inside of the gate of that seat's room.
/// </summary>
internal sealed class HeldSeats(SignalingOptions options, AddressQuota addresses, TimeProvider time)
{
    private readonly ConcurrentDictionary<Seat, IPAddress> _seats = new();

    public SignalingOptions Options => options;

    public int Count => _seats.Count;

    /// <summary>Takes a place for a seat. False where the address has none left.</summary>
    public bool TryAdd(Seat seat, IPAddress address) => addresses.TryHold(address) && _seats.TryAdd(seat, address);

    public void Remove(Seat seat)
    {
        if (_seats.TryRemove(seat, out var address)) addresses.Release(address);
    }

    public long TimestampIn(TimeSpan timeout) => time.GetTimestamp() + (long)(timeout.TotalSeconds * time.TimestampFrequency);

    public TimeSpan TimeUntil(long timestamp) => time.GetElapsedTime(time.GetTimestamp(), timestamp);

    /// <summary>Ends every seat that nobody took back in time. Runs network code.</summary>
    public void EndExpired()
    {
        var now = time.GetTimestamp();
        foreach (var (seat, _) in _seats) seat.Room?.EndIfExpired(seat, now);
    }
}
