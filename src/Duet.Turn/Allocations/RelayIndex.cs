using Duet.Stun;

namespace Duet.Turn.Allocations;

/// <summary>Finds the relay of a relayed transport address, on the packet path, from any thread.</summary>
/// <remarks>
/// An array of the port range for each family. A family has one address, so a port names at most one relay: a lookup is a subtraction, a
/// load and a comparison of the address, a third of what a dictionary of 5-tuples takes, and the array is 128 KiB for 16,384 ports.
/// </remarks>
internal sealed class RelayIndex(int firstPort, int lastPort)
{
    private readonly RelayedTransport?[] _ipv4 = new RelayedTransport?[lastPort - firstPort + 1];
    private readonly RelayedTransport?[] _ipv6 = new RelayedTransport?[lastPort - firstPort + 1];

    public RelayedTransport? Find(in TransportAddress address)
    {
        var slots = SlotsOf(address.Family);
        var slot = address.Port - firstPort;
        if ((uint)slot >= (uint)slots.Length) return null;

        var relay = Volatile.Read(ref slots[slot]);
        return relay is not null && relay.Answers(address.Address) ? relay : null;
    }

    /// <summary>Whatever the caller reads after it, it reads after this was seen by all.</summary>
    public void Add(RelayedTransport relay) => Interlocked.Exchange(ref SlotOf(relay), relay);

    /// <summary>Takes out this very relay, never a later one of the same port.</summary>
    public void Remove(RelayedTransport relay) => Interlocked.CompareExchange(ref SlotOf(relay), null, relay);

    private ref RelayedTransport? SlotOf(RelayedTransport relay) => ref SlotsOf(relay.Family)[relay.Advertised.Port - firstPort];

    private RelayedTransport?[] SlotsOf(InternetAddressFamily family) => family is InternetAddressFamily.IPv4 ? _ipv4 : _ipv6;
}
