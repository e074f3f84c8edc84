using Duet.Lab.Networks;

namespace Duet.Lab.Tests.Networks;

public sealed class ExpectedPathTests
{
    [Fact]
    public void For_PairsOfNats_NeedTheRelayWhereOnePortIsUnknownAndTheOtherEndAsksForIt()
    {
        var relayed =
            from a in Enum.GetValues<NatKind>()
            from b in Enum.GetValues<NatKind>()
            where a <= b && ExpectedPath.For(new NetworkPlan(new SitePlan(a), new SitePlan(b))).NeedsRelay
            select (a, b);

        Assert.Equal(
            [
                (NatKind.AddressAndPortDependent, NatKind.Symmetric),
                (NatKind.Symmetric, NatKind.Symmetric),
                (NatKind.Symmetric, NatKind.Double),
            ],
            relayed);
    }

    [Fact]
    public void For_EveryPair_IsTheSameTheOtherWayRound()
    {
        foreach (var a in Enum.GetValues<NatKind>())
        {
            foreach (var b in Enum.GetValues<NatKind>())
            {
                var (forth, back) = (new NetworkPlan(new SitePlan(a), new SitePlan(b)), new NetworkPlan(new SitePlan(b), new SitePlan(a)));
                Assert.Equal(ExpectedPath.For(forth).NeedsRelay, ExpectedPath.For(back).NeedsRelay);
            }
        }
    }

    [Theory]
    [InlineData(Firewall.UdpBlocked, "relayed (tcp, udp)")]
    [InlineData(Firewall.OnlyHttps, "relayed (tls, udp)")]
    [InlineData(Firewall.OnlyIpv6, "relayed (udp, udp)")]
    [InlineData(Firewall.BrokenIpv6, "direct")]
    [InlineData(Firewall.IdleCut, "direct")]
    public void For_FirewallOnOneSide_IsTheCheapestThatIsLeft(Firewall firewall, string path) =>
        Assert.Equal(path, ExpectedPath.For(new NetworkPlan(new SitePlan(NatKind.None, firewall), new SitePlan())).ToString());

    [Fact]
    public void For_BothWithIpv6Alone_IsDirect()
    {
        var site = new SitePlan(NatKind.None, Firewall.OnlyIpv6);

        Assert.False(ExpectedPath.For(new NetworkPlan(site, site)).NeedsRelay);
    }

    [Theory]
    [InlineData(Neighbourhood.OneRouter, false)]
    [InlineData(Neighbourhood.OneRouterHairpin, false)]
    [InlineData(Neighbourhood.OneRouterNoHairpin, true)]
    public void For_Neighbours_NeedTheRelayWhereTheRouterTurnsNothingBack(Neighbourhood neighbourhood, bool needsRelay)
    {
        var site = new SitePlan(NatKind.AddressAndPortDependent);

        Assert.Equal(needsRelay, ExpectedPath.For(new NetworkPlan(site, site) { Neighbourhood = neighbourhood }).NeedsRelay);
    }
}
