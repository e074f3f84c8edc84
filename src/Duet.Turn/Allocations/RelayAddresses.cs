using Duet.Stun;

namespace Duet.Turn.Allocations;

/// <summary>Which families the relay serves, and where. A family without an address is refused with 440.</summary>
internal sealed record RelayAddresses(RelayAddress? IPv4, RelayAddress? IPv6)
{
    /// <summary>Finds them from the options and from what the machine says of itself.</summary>
    /// <param name="options">The external address, if one is set.</param>
    /// <param name="routed">The address that packets for the internet leave from; null where there is no route.</param>
    /// <param name="isOwn">Whether an address can be bound here.</param>
    public static RelayAddresses Find(TurnOptions options, Func<InternetAddressFamily, InternetAddress?> routed, Func<InternetAddress, bool> isOwn)
    {
        return new(Of(InternetAddressFamily.IPv4), Of(InternetAddressFamily.IPv6));

        RelayAddress? Of(InternetAddressFamily family)
        {
            if (External(options, family) is not { } external) return routed(family) is { } own ? new RelayAddress(own, own) : null;

            // Behind a NAT the external address is not ours to bind: bind what the NAT forwards to, which is where the route leads.
            return new RelayAddress(isOwn(external) ? external : routed(family) ?? Wildcard(family), external);
        }
    }

    public RelayAddress? Of(InternetAddressFamily family) => family is InternetAddressFamily.IPv4 ? IPv4 : IPv6;

    /// <summary>Every address that relayed ports are at, bound and advertised.</summary>
    public IReadOnlyList<InternetAddress> All() =>
        [.. new[] { IPv4, IPv6 }.OfType<RelayAddress>().SelectMany(address => new[] { address.Bind, address.Advertised }).Distinct()];

    private static InternetAddress? External(TurnOptions options, InternetAddressFamily family)
    {
        if (options.ExternalAddress is not { } address) return null;

        var external = InternetAddress.From(address);
        return external.Family == family ? external : null;
    }

    private static InternetAddress Wildcard(InternetAddressFamily family) =>
        family is InternetAddressFamily.IPv4 ? InternetAddress.IPv4(0) : InternetAddress.IPv6(0);
}
