using Duet.Lab.Namespaces;

namespace Duet.Lab.Networks;

/// <summary>A person's computer, and how it is connected.</summary>
internal sealed class Home : IAsyncDisposable
{
    private readonly List<NetworkNamespace> _innerRouters = [];

    // The last part of its own address.
    private int _address = 2;

    private Home(NetworkNamespace computer, Uplink uplink) => (Computer, Uplink) = (computer, uplink);

    /// <summary>Where the browser runs.</summary>
    public NetworkNamespace Computer { get; }

    public Uplink Uplink { get; }

    /// <summary>The way out that it can go over to.</summary>
    public Uplink? Mobile { get; private set; }

    /// <summary>A home with a router of its own, that translates by these rules.</summary>
    public static async Task<Home> CreateAsync(string name, Uplink uplink, SitePlan plan, string natRules)
    {
        var home = new Home(await CreateComputerAsync(name, plan), uplink);
        var router = uplink.Router;
        if (plan.Nat is NatKind.Double)
        {
            router = await home.AddInnerRouterAsync(name);
            await uplink.Router.NftAsync(natRules);
        }

        await home.PlugInAsync(router, "lan", plan.Nat is not NatKind.None, plan);
        await router.NftAsync(natRules);
        return home;
    }

    /// <summary>A home at another's router. Its network has the number that an access of its own would have.</summary>
    public static async Task<Home> CreateBesideAsync(string name, Uplink uplink, Access own, SitePlan plan)
    {
        var home = new Home(await CreateComputerAsync(name, plan), uplink);
        await home.PlugInAsync(uplink.Router, "lan2", isPrivate: true, plan, own);
        return home;
    }

    /// <summary>Gives it a mobile network, which it does not use yet.</summary>
    public async Task AddMobileAsync(Uplink mobile)
    {
        Mobile = mobile;
        var (router, access) = (mobile.Router, mobile.Access);
        await NetworkNamespace.CableAsync(router, "lan", Computer, "wwan0");
        await router.IpAsync($"addr add {access.InsideIpv4(isPrivate: true, 1)}/24 dev lan", "link set lan up");
        await router.NftAsync(NatRules.For(NatKind.AddressAndPortDependent, ""));
    }

    /// <summary>From Wi-Fi to the mobile network.</summary>
    public Task GoMobileAsync()
    {
        var access = Mobile!.Access;
        return Computer.IpAsync(
            "link set eth0 down",
            $"addr add {access.InsideIpv4(isPrivate: true, 2)}/24 dev wwan0",
            "link set wwan0 up",
            $"route add default via {access.InsideIpv4(isPrivate: true, 1)}");
    }

    /// <summary>The router gives it another address, which it has not had before.</summary>
    public Task ChangeAddressAsync()
    {
        var access = Uplink.Access;
        var (former, next) = (_address, ++_address);
        return Computer.IpAsync(
            $"addr del {access.InsideIpv4(isPrivate: true, former)}/24 dev eth0",
            $"addr add {access.InsideIpv4(isPrivate: true, next)}/24 dev eth0",
            $"route replace default via {access.InsideIpv4(isPrivate: true, 1)}");
    }

    /// <summary>Ends its TCP connections to the HTTPS port, as a middlebox does that lost its state: both ends are told.</summary>
    public Task CutSocketsAsync() => Computer.RunAsync("ss", "-K", "-t", "dport", "=", ":443");

    public async ValueTask DisposeAsync()
    {
        await Computer.DisposeAsync();
        foreach (var router in _innerRouters) await router.DisposeAsync();
    }

    private static async Task<NetworkNamespace> CreateComputerAsync(string name, SitePlan plan)
    {
        var computer = await NetworkNamespace.CreateAsync(name);
        await computer.WriteHostsAsync(Access.Hosts);
        if (!plan.HasIpv6) await computer.SetAsync("net/ipv6/conf/all/disable_ipv6=1", "net/ipv6/conf/default/disable_ipv6=1");
        return computer;
    }

    private async Task<NetworkNamespace> AddInnerRouterAsync(string name)
    {
        var (outer, access) = (Uplink.Router, Uplink.Access);
        var inner = await NetworkNamespace.CreateAsync($"inner-{name}");
        _innerRouters.Add(inner);
        await inner.SetAsync("net/ipv4/ip_forward=1");
        await NetworkNamespace.CableAsync(outer, "lan", inner, "wan");
        await outer.IpAsync($"addr add {access.BetweenIpv4(1)}/24 dev lan", "link set lan up");
        await inner.IpAsync(
            $"addr add {access.BetweenIpv4(2)}/24 dev wan", "link set wan up", $"route add default via {access.BetweenIpv4(1)}");
        return inner;
    }

    private async Task PlugInAsync(NetworkNamespace router, string card, bool isPrivate, SitePlan plan, Access? own = null)
    {
        var access = own ?? Uplink.Access;
        await NetworkNamespace.CableAsync(router, card, Computer, "eth0");
        await router.IpAsync($"link set {card} up");
        await Computer.IpAsync("link set eth0 up");
        if (plan.HasIpv4)
        {
            await router.IpAsync($"addr add {access.InsideIpv4(isPrivate, 1)}/24 dev {card}");
            await Computer.IpAsync(
                $"addr add {access.InsideIpv4(isPrivate, 2)}/24 dev eth0", $"route add default via {access.InsideIpv4(isPrivate, 1)}");
        }

        if (plan.HasIpv6)
        {
            await router.IpAsync($"addr add {access.InsideIpv6(1)}/64 dev {card} nodad");
            await Computer.IpAsync($"addr add {access.InsideIpv6(2)}/64 dev eth0 nodad", $"route add default via {access.InsideIpv6(1)}");
        }
    }
}
