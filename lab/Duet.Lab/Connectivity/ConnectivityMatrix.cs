using Duet.Lab.Networks;

namespace Duet.Lab.Connectivity;

/// <summary>All networks that people are brought together in.</summary>
internal static class ConnectivityMatrix
{
    // A little longer than what it has to survive.
    private static readonly TimeSpan _overAMinute = TimeSpan.FromSeconds(70);

    private static readonly (NatKind Kind, string Name)[] _nats =
    [
        (NatKind.None, "none"),
        (NatKind.EndpointIndependent, "eif"),
        (NatKind.AddressDependent, "adf"),
        (NatKind.AddressAndPortDependent, "apdf"),
        (NatKind.Symmetric, "symmetric"),
        (NatKind.Double, "double"),
    ];

    private static readonly SitePlan _open = new();
    private static readonly SitePlan _usual = new(NatKind.AddressAndPortDependent);
    private static readonly SitePlan _symmetric = new(NatKind.Symmetric);
    private static readonly string[] _inCi = ["apdf-apdf", "symmetric-symmetric", "only-443"];

    public static IReadOnlyList<ConnectivityCase> All { get; } =
        [.. Pairs().Concat(Neighbours()).Concat(Firewalls()).Select(each => each with { IsInCi = _inCi.Contains(each.Name) })];

    private static IEnumerable<ConnectivityCase> Pairs() =>
        from a in _nats.Index()
        from b in _nats.Skip(a.Index)
        select new ConnectivityCase($"{a.Item.Name}-{b.Name}", new NetworkPlan(new SitePlan(a.Item.Kind), new SitePlan(b.Kind)));

    private static IEnumerable<ConnectivityCase> Neighbours() =>
    [
        new("one-router", new NetworkPlan(_usual, _usual) { Neighbourhood = Neighbourhood.OneRouter }),
        new("hairpin", new NetworkPlan(_usual, _usual) { Neighbourhood = Neighbourhood.OneRouterHairpin }),
        new("no-hairpin", new NetworkPlan(_usual, _usual) { Neighbourhood = Neighbourhood.OneRouterNoHairpin }),
    ];

    private static IEnumerable<ConnectivityCase> Firewalls() =>
    [
        new("udp-blocked", new NetworkPlan(Behind(Firewall.UdpBlocked), _usual)),
        new("udp-blocked-both", new NetworkPlan(Behind(Firewall.UdpBlocked), Behind(Firewall.UdpBlocked))),
        new("only-443", new NetworkPlan(Behind(Firewall.OnlyHttps), _usual)),
        new("only-443-both", new NetworkPlan(Behind(Firewall.OnlyHttps), Behind(Firewall.OnlyHttps))),
        new("only-443-symmetric", new NetworkPlan(Behind(Firewall.OnlyHttps), _symmetric)),
        new("ipv6", new NetworkPlan(Behind(Firewall.OnlyIpv6), Behind(Firewall.OnlyIpv6))),
        new("ipv6-ipv4", new NetworkPlan(Behind(Firewall.OnlyIpv6), _usual)),
        new("broken-ipv6", new NetworkPlan(Behind(Firewall.BrokenIpv6), Behind(Firewall.BrokenIpv6))),
        new("idle-cut", new NetworkPlan(Behind(Firewall.IdleCut), Behind(Firewall.IdleCut))) { Lasts = _overAMinute },
        new("nginx", new NetworkPlan(_usual, _usual) { HasNginx = true }) { Lasts = _overAMinute },
        new("nginx-symmetric", new NetworkPlan(_symmetric, _symmetric) { HasNginx = true }),
    ];

    // Whoever blocks has a router that translates, too; with IPv6 nothing is translated.
    private static SitePlan Behind(Firewall firewall) =>
        firewall is Firewall.OnlyIpv6 ? _open with { Firewall = firewall } : _usual with { Firewall = firewall };
}
