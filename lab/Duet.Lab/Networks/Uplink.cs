using Duet.Lab.Namespaces;
using Duet.Lab.Wires;

namespace Duet.Lab.Networks;

/// <summary>An access to the world: a router, and the wire from it to the internet.</summary>
internal sealed class Uplink : IAsyncDisposable
{
    private Uplink(Access access, NetworkNamespace router, Wire wire) => (Access, Router, Wire) = (access, router, wire);

    public Access Access { get; }

    public NetworkNamespace Router { get; }

    public Wire Wire { get; }

    public static async Task<Uplink> CreateAsync(Internet internet, Access access, SitePlan plan)
    {
        var router = await NetworkNamespace.CreateAsync($"router{access.Number}");
        var uplink = new Uplink(access, router, new Wire((router, "wan"), (internet.Middle, access.InternetCard)));
        await router.SetAsync("net/ipv4/ip_forward=1", "net/ipv6/conf/all/forwarding=1");
        await router.IpAsync(
            $"addr add {access.OutsideIpv4}/24 dev wan",
            $"addr add {access.OutsideIpv6}/64 dev wan nodad",
            "link set wan up",
            $"route add default via {access.InternetIpv4}",
            $"route add default via {access.InternetIpv6}");
        await internet.Middle.IpAsync(
            $"addr add {access.InternetIpv4}/24 dev {access.InternetCard}",
            $"addr add {access.InternetIpv6}/64 dev {access.InternetCard} nodad",
            $"link set {access.InternetCard} up",
            $"route add {access.InsideIpv4(isPrivate: false, 0)}/24 via {access.OutsideIpv4}",
            $"route add {access.InsideIpv6(0)}/64 via {access.OutsideIpv6}");
        await router.NftAsync(FirewallRules.For(plan.Firewall));
        if (FirewallRules.OptionsFor(plan.Firewall) is { Length: > 0 } options) await router.SetAsync(options);
        return uplink;
    }

    public async ValueTask DisposeAsync()
    {
        Wire.Dispose();
        await Router.DisposeAsync();
    }
}
