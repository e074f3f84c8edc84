namespace Duet.Lab.Networks;

/// <summary>What makes a router into a firewall.</summary>
internal static class FirewallRules
{
    public static string For(Firewall firewall) => firewall switch
    {
        Firewall.UdpBlocked => Table("meta l4proto udp drop;"),
        Firewall.OnlyHttps => Table("""oifname "wan" tcp dport 443 accept; ct state established accept; drop;"""),
        Firewall.OnlyIpv6 => Table("""iifname "wan" ct state new drop;"""),
        Firewall.BrokenIpv6 => Table("meta nfproto ipv6 drop;"),
        Firewall.IdleCut => Table("ct state invalid drop;"),
        _ => "",
    };

    /// <summary>Options of the kernel that belong to it.</summary>
    public static string[] OptionsFor(Firewall firewall) => firewall is Firewall.IdleCut
        // What was forgotten is not taken for a new connection halfway: it is over.
        ? ["net/netfilter/nf_conntrack_tcp_timeout_established=60", "net/netfilter/nf_conntrack_tcp_loose=0"]
        : [];

    private static string Table(string rules) =>
        $$"""
        table inet firewall {
          chain through { type filter hook forward priority filter; {{rules}} }
        }

        """;
}
