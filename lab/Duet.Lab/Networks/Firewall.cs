namespace Duet.Lab.Networks;

/// <summary>What a home's network lets through.</summary>
internal enum Firewall
{
    /// <summary>Everything.</summary>
    Open,

    /// <summary>No UDP.</summary>
    UdpBlocked,

    /// <summary>TCP to port 443 alone.</summary>
    OnlyHttps,

    /// <summary>There is IPv6 and no IPv4, and nothing comes in that was not asked for.</summary>
    OnlyIpv6,

    /// <summary>The home has an IPv6 address and a route, and nothing that is sent there arrives.</summary>
    BrokenIpv6,

    /// <summary>TCP connections that were silent for 60 s are cut.</summary>
    IdleCut,
}
