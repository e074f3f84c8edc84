namespace Duet.Lab.Networks;

/// <summary>
/// What makes a Linux router into a NAT of a kind. Its card to the world is <c>wan</c>. Linux keeps a port where it is free, so its mapping is
/// as good as endpoint-independent. What nobody asked for is dropped, not refused: a refusal would be remembered, and take the port.
/// </summary>
internal static class NatRules
{
    private const string Closed = """chain to_router { type filter hook input priority filter; iifname "wan" ct state new drop; }""";
    private const string Masquerade = """chain leaving { type nat hook postrouting priority srcnat; oifname "wan" masquerade; }""";

    /// <summary>For one home behind the router.</summary>
    /// <param name="nat">The kind; <see cref="NatKind.Double"/> is two routers that each do what is usual.</param>
    /// <param name="home">The home's address.</param>
    public static string For(NatKind nat, string home) => nat switch
    {
        NatKind.None => "",
        NatKind.EndpointIndependent => Table(
            Masquerade,
            $$"""chain arriving { type nat hook prerouting priority dstnat; iifname "wan" meta l4proto udp dnat to {{home}}; }"""),
        NatKind.AddressDependent => Table(
            "set contacted { type ipv4_addr; flags dynamic,timeout; timeout 300s; }",
            Masquerade,
            Closed,
            """chain through { type filter hook forward priority filter; oifname "wan" update @contacted { ip daddr }; }""",
            $$"""
            chain arriving {
              type nat hook prerouting priority dstnat;
              iifname "wan" ip saddr @contacted meta l4proto udp dnat to {{home}};
            }
            """),
        NatKind.Symmetric => Table(
            """chain leaving { type nat hook postrouting priority srcnat; oifname "wan" masquerade fully-random; }""", Closed),
        _ => Table(Masquerade, Closed),
    };

    /// <summary>For two homes behind one router, whose cards to them are <c>lan</c> and <c>lan2</c>.</summary>
    /// <param name="neighbourhood">Whether they reach each other, and how.</param>
    /// <param name="outside">The router's own address.</param>
    public static string ForTwo(Neighbourhood neighbourhood, string outside) => neighbourhood switch
    {
        Neighbourhood.OneRouter => Table(Masquerade, Closed),
        Neighbourhood.OneRouterNoHairpin => Table(
            Masquerade,
            Closed,
            """chain apart { type filter hook forward priority filter; iifname "lan*" oifname "lan*" drop; }""",
            """chain no_hairpin { type filter hook input priority filter; iifname "lan*" meta l4proto udp drop; }"""),
        _ => Table(
            // Who owns which outer port, so that what comes for it, from outside or inside, goes there.
            "map owners { type inet_service : ipv4_addr; flags dynamic,timeout; timeout 300s; }",
            """
            chain through {
              type filter hook forward priority filter;
              oifname "wan" meta l4proto udp update @owners { udp sport : ip saddr };
              iifname "lan*" oifname "lan*" ct status dnat accept;
              iifname "lan*" oifname "lan*" drop;
            }
            """,
            $$"""
            chain arriving {
              type nat hook prerouting priority dstnat;
              iifname "lan*" ip daddr {{outside}} meta l4proto udp dnat to udp dport map @owners;
            }
            """,
            $$"""
            chain leaving {
              type nat hook postrouting priority srcnat;
              oifname "wan" masquerade;
              iifname "lan*" oifname "lan*" ct status dnat snat to {{outside}};
            }
            """,
            Closed),
    };

    private static string Table(params string[] parts) => $"table ip nat {{\n{string.Join('\n', parts)}\n}}\n";
}
