using Duet.Lab.Namespaces;

namespace Duet.Lab.Networks;

/// <summary>What lies between the accesses, and the server's network in it.</summary>
internal sealed class Internet : IAsyncDisposable
{
    private Internet(NetworkNamespace middle, NetworkNamespace server) => (Middle, Server) = (middle, server);

    public NetworkNamespace Middle { get; }

    public NetworkNamespace Server { get; }

    public static async Task<Internet> CreateAsync()
    {
        var internet = new Internet(await NetworkNamespace.CreateAsync("internet"), await NetworkNamespace.CreateAsync("server"));
        await internet.Middle.SetAsync("net/ipv4/ip_forward=1", "net/ipv6/conf/all/forwarding=1");
        await NetworkNamespace.CableAsync(internet.Middle, "server", internet.Server, "eth0");
        await internet.Middle.IpAsync("addr add 25.0.0.1/24 dev server", "addr add 2a0d:25::1/64 dev server nodad", "link set server up");
        await internet.Server.IpAsync(
            $"addr add {Access.ServerIpv4}/24 dev eth0",
            $"addr add {Access.ServerIpv6}/64 dev eth0 nodad",
            "link set eth0 up",
            "route add default via 25.0.0.1",
            "route add default via 2a0d:25::1");
        return internet;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Middle.DisposeAsync();
    }
}
