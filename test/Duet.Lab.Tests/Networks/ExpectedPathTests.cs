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
    [InlineData(nameof(Firewall.UdpBlocked), "relayed (tcp, udp)")]
    [InlineData(nameof(Firewall.OnlyHttps), "relayed (tls, udp)")]
    [InlineData(nameof(Firewall.OnlyIpv6), "relayed (udp, udp)")]
    [InlineData(nameof(Firewall.BrokenIpv6), "direct")]
    [InlineData(nameof(Firewall.IdleCut), "direct")]
    public void For_FirewallOnOneSide_IsTheCheapestThatIsLeft(string firewall, string path)
    {
        var site = new SitePlan(NatKind.None, Enum.Parse<Firewall>(firewall));

        Assert.Equal(path, ExpectedPath.For(new NetworkPlan(site, new SitePlan())).ToString());
    }

    [Fact]
    public void For_BothWithIpv6Alone_IsDirect()
    {
        var site = new SitePlan(NatKind.None, Firewall.OnlyIpv6);

        Assert.False(ExpectedPath.For(new NetworkPlan(site, site)).NeedsRelay);
    }

    [Theory]
    [InlineData(nameof(Neighbourhood.OneRouter), false)]
    [InlineData(nameof(Neighbourhood.OneRouterHairpin), false)]
    [InlineData(nameof(Neighbourhood.OneRouterNoHairpin), true)]
    public void For_Neighbours_NeedTheRelayWhereTheRouterTurnsNothingBack(string neighbourhood, bool needsRelay)
    {
        var site = new SitePlan(NatKind.AddressAndPortDependent);
        var plan = new NetworkPlan(site, site) { Neighbourhood = Enum.Parse<Neighbourhood>(neighbourhood) };

        Assert.Equal(needsRelay, ExpectedPath.For(plan).NeedsRelay);
    }
}
