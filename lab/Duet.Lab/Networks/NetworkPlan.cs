namespace Duet.Lab.Networks;

/// <summary>One person's side.</summary>
/// <param name="Nat">What translates its addresses.</param>
/// <param name="Firewall">What it lets through.</param>
internal sealed record SitePlan(NatKind Nat = NatKind.None, Firewall Firewall = Firewall.Open)
{
    public bool HasIpv4 => Firewall is not Firewall.OnlyIpv6;

    public bool HasIpv6 => Firewall is Firewall.OnlyIpv6 or Firewall.BrokenIpv6;
}

/// <summary>All that a laboratory is built from.</summary>
/// <param name="A">The one who waits.</param>
/// <param name="B">The one who comes.</param>
internal sealed record NetworkPlan(SitePlan A, SitePlan B)
{
    /// <summary>Default: <see cref="Neighbourhood.Apart"/>.</summary>
    public Neighbourhood Neighbourhood { get; init; }

    /// <summary>Whether nginx stands before the server. Default: false.</summary>
    public bool HasNginx { get; init; }

    /// <summary>Whether the one who waits has a mobile network to go to. Default: false.</summary>
    public bool HasMobile { get; init; }
}
