namespace Duet.Lab.Networks;

/// <summary>How one side's packets leave it.</summary>
internal enum Way
{
    /// <summary>By themselves.</summary>
    Direct,

    /// <summary>Through the relay, over UDP.</summary>
    RelayUdp,

    /// <summary>Through the relay, over TCP.</summary>
    RelayTcp,

    /// <summary>Through the relay, over TLS on the HTTPS port.</summary>
    RelayTls,
}

/// <summary>The cheapest path that two sides can have.</summary>
/// <param name="NeedsRelay">No direct path is possible.</param>
/// <param name="A">The cheapest way from A to a relay.</param>
/// <param name="B">The cheapest way from B to a relay.</param>
internal sealed record CallPath(bool NeedsRelay, Way A, Way B)
{
    /// <summary>Whether what was seen at the two ends is this path. Where one of two relays is enough, it may be either's, or both.</summary>
    public bool IsThatOf(Way a, Way b) => NeedsRelay
        ? (a, b) is not (Way.Direct, Way.Direct) && IsCheapest(a, A) && IsCheapest(b, B)
        : (a, b) is (Way.Direct, Way.Direct);

    public override string ToString() => NeedsRelay ? $"relayed ({Name(A)}, {Name(B)})" : "direct";

    /// <summary>A path that was seen, in words.</summary>
    public static string Describe(Way a, Way b) => (a, b) is (Way.Direct, Way.Direct) ? "direct" : $"relayed ({Name(a)}, {Name(b)})";

    // Who has UDP may do without a relay of their own; who has none has no other way out.
    private static bool IsCheapest(Way seen, Way cheapest) => seen == cheapest || (seen is Way.Direct && cheapest is Way.RelayUdp);

    private static string Name(Way way) => way switch
    {
        Way.RelayUdp => "udp",
        Way.RelayTcp => "tcp",
        Way.RelayTls => "tls",
        _ => "plain",
    };
}
