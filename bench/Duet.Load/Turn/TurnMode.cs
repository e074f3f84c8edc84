namespace Duet.Load.Turn;

/// <summary>What is relayed in a run, and what Duet's CPU time may be of coturn's.</summary>
/// <param name="Name">As <c>--mode</c> names it.</param>
/// <param name="Title">For the heading of its table.</param>
/// <param name="MostRatio">Duet's CPU time for a packet, or an allocation, divided by coturn's.</param>
internal sealed record TurnMode(string Name, string Title, double MostRatio)
{
    /// <summary>Every mode, in the order in which they are measured.</summary>
    public static IReadOnlyList<TurnMode> All { get; } =
    [
        new("both", "both ends on the relay", 0.40) { BothRelayed = true },
        new("both-no-short-circuit", "both ends on the relay, each packet through both relayed sockets", 0.75)
        {
            BothRelayed = true,
            ShortCircuit = false,
        },
        new("one", "one end on the relay, the other a plain UDP peer", 0.70),
        new("allocate", "allocation, permission and channel", 0.30),
        new("tls", "one end on the relay over TLS, the other a plain UDP peer", 1.00) { Tls = true },
        new("tls-both", "both ends on the relay over TLS", 1.00) { Tls = true, BothRelayed = true },
    ];

    public bool IsAllocate => Name == "allocate";

    /// <summary>Whether both ends of a call are clients, or one is a plain peer.</summary>
    public bool BothRelayed { get; private init; }

    /// <summary>Whether clients come over TLS, or UDP.</summary>
    public bool Tls { get; private init; }

    /// <summary>Whether Duet may hand a packet from one of its allocations to another in memory.</summary>
    public bool ShortCircuit { get; private init; } = true;

    /// <param name="names"><c>all</c>, or names with commas between them.</param>
    /// <returns>Null where a name is unknown.</returns>
    public static IReadOnlyList<TurnMode>? TryParse(string names)
    {
        if (names == "all") return All;
        var wanted = names.Split(',');
        var chosen = wanted.SelectMany(name => All.Where(mode => mode.Name == name)).ToArray();
        return chosen.Length == wanted.Length ? chosen : null;
    }
}
