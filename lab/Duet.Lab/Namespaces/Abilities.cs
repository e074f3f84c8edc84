using Duet.Lab.Wires;

namespace Duet.Lab.Namespaces;

/// <summary>Whether this machine lets a laboratory be built.</summary>
internal static class Abilities
{
    private const string AllRules =
        """
        table ip probe {
          set contacted { type ipv4_addr; flags dynamic,timeout; timeout 60s; }
          chain translated { type nat hook postrouting priority srcnat; masquerade fully-random; }
          chain forwarded { type filter hook forward priority filter; ct state established accept; update @contacted { ip daddr }; }
        }
        table netdev probe {
          chain lost { type filter hook ingress device "probe" priority filter; numgen random mod 100 < 5 drop; }
        }
        """;

    /// <summary>Tries everything that a laboratory needs of the kernel. Null where all of it works; else what does not.</summary>
    public static async Task<string?> FindLackAsync()
    {
        if (!Environment.IsPrivilegedProcess) return "only root may make network namespaces";

        try
        {
            await using var network = await NetworkNamespace.CreateAsync("probe");
            using var tap = TapDevice.Create(network.Name, "probe");
            await network.IpAsync("link set probe up");
            await network.TcAsync("qdisc", "add", "dev", "probe", "root", "tbf", "rate", "300kbit", "burst", "5kb", "latency", "400ms");
            await network.NftAsync(AllRules);
            return null;
        }
        catch (LabException lack)
        {
            return lack.Message.ReplaceLineEndings(" ");
        }
    }
}
