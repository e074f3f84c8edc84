namespace Duet.Lab.Networks;

/// <summary>Which path two homes should find, worked out from what stands before them.</summary>
internal static class ExpectedPath
{
    public static CallPath For(NetworkPlan plan)
    {
        var (a, b) = (WayToRelay(plan.A.Firewall), WayToRelay(plan.B.Firewall));
        var haveUdp = (a, b) is (Way.RelayUdp, Way.RelayUdp);
        return new CallPath(!haveUdp || !CanMeet(plan), a, b);
    }

    private static bool CanMeet(NetworkPlan plan) => plan.Neighbourhood switch
    {
        Neighbourhood.OneRouter or Neighbourhood.OneRouterHairpin => true,
        Neighbourhood.OneRouterNoHairpin => false,
        _ => ShareAFamily(plan.A, plan.B) && CanMeet(plan.A.Nat, plan.B.Nat),
    };

    // IPv6 that is broken takes part in nothing.
    private static bool ShareAFamily(SitePlan a, SitePlan b) => a.HasIpv4 == b.HasIpv4;

    // Where one end's port is another for each destination, nobody knows it before it has sent; the other end has to let it in from any port.
    private static bool CanMeet(NatKind a, NatKind b) =>
        !(a is NatKind.Symmetric && FiltersPorts(b)) && !(b is NatKind.Symmetric && FiltersPorts(a));

    private static bool FiltersPorts(NatKind nat) => nat is NatKind.AddressAndPortDependent or NatKind.Symmetric or NatKind.Double;

    private static Way WayToRelay(Firewall firewall) => firewall switch
    {
        Firewall.UdpBlocked => Way.RelayTcp,
        Firewall.OnlyHttps => Way.RelayTls,
        _ => Way.RelayUdp,
    };
}
