using Duet.Load.Measuring;
using Duet.Load.Turn;

namespace Duet.Load;

/// <summary>What the command line asked for.</summary>
internal sealed record LoadOptions
{
    /// <summary><c>relay</c>, <c>idle</c>, <c>all</c> or <c>turn</c>.</summary>
    public required string Command { get; init; }

    /// <summary>Connections to open, two for each room; even. Default: 1,000 for <c>relay</c>, 10,000 for <c>idle</c>.</summary>
    public int? Connections { get; init; }

    /// <summary>Alternating pairs of runs. Default: 3, and 6 for <c>turn</c>.</summary>
    public int? Rounds { get; init; }

    /// <summary>A second, over all connections together: messages (default: 5,000), or packets for <c>turn</c> (default: 10,000).</summary>
    public int? Rate { get; init; }

    /// <summary>Length of the measured window of <c>relay</c> and <c>turn</c>. Default: 20 s.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The same load before the window opens. Default: 5 s, and 10 s for <c>turn</c>.</summary>
    public TimeSpan? Warmup { get; init; }

    /// <summary>Silence between the last join, or allocation, and the memory reading. Default: 15 s, and 2 s for <c>turn</c>.</summary>
    public TimeSpan? Settle { get; init; }

    /// <summary>
    /// Connections on their way from connect to joined at any moment, even (default: 200), or clients of <c>turn</c> that wait for an answer
    /// (default: 16).
    /// </summary>
    public int? InFlight { get; init; }

    /// <summary>What <c>turn</c> measures. Default: everything.</summary>
    public IReadOnlyList<TurnMode> Modes { get; init; } = TurnMode.All;

    /// <summary>Calls of two ends each. Default: 50.</summary>
    public int Calls { get; init; } = 50;

    /// <summary>Packets that leave together. Default: 8.</summary>
    public int Burst { get; init; } = 8;

    /// <summary>What is relayed of a packet, headers of the relay left out. Default: 1,100 bytes.</summary>
    public int PacketBytes { get; init; } = 1100;

    /// <summary>Whether the generator has the kernel cut a burst into packets, as no browser does. Default: false.</summary>
    public bool Gso { get; init; }

    /// <summary>How many allocations are made for their cost. Default: 2,000.</summary>
    public int Allocations { get; init; } = 2000;

    /// <summary>Where relays run. Default: every CPU but the first.</summary>
    public CpuList ServerCpus { get; init; } = CpuList.Allowed().AllButFirst();

    /// <summary>Where this process runs while it measures relays. Default: the first CPU.</summary>
    public CpuList GeneratorCpus { get; init; } = CpuList.Allowed().First();

    /// <summary>Whether the generator sleeps while it waits for packets, even where it has CPUs of its own. Default: false.</summary>
    public bool Sleep { get; init; }

    /// <summary>coturn's program. Default: <c>turnserver</c>.</summary>
    public string CoturnPath { get; init; } = "turnserver";

    /// <summary><c>duet</c>, <c>node</c>, <c>coturn</c>, or null for both that the command compares, alternating.</summary>
    public string? Only { get; init; }

    /// <summary>The server's assembly, from a Release build.</summary>
    public string DuetPath { get; init; } = "src/Duet.Server/bin/Release/net10.0/Duet.Server.dll";

    /// <summary>Directory of the Node.js relay, after <c>npm ci</c>.</summary>
    public string NodeRelayPath { get; init; } = "bench/node-relay";

    /// <summary>Further arguments for Duet.Server, such as <c>--Duet:Signaling:KeepaliveInterval=00:00:05</c>.</summary>
    public IReadOnlyList<string> DuetArguments { get; init; } = [];

    public int RelayConnections => Connections ?? 1000;

    public int IdleConnections => Connections ?? 10_000;

    public int SignalingRounds => Rounds ?? 3;

    public int SignalingInFlight => InFlight ?? 200;

    public int RelayRate => Rate ?? 5000;

    public TimeSpan IdleSettle => Settle ?? TimeSpan.FromSeconds(15);

    public int TurnRounds => Rounds ?? 6;

    public int TurnInFlight => InFlight ?? 16;

    public int TurnRate => Rate ?? 10_000;

    public TimeSpan RelayWarmup => Warmup ?? TimeSpan.FromSeconds(30);

    public TimeSpan AllocateWarmup => Warmup ?? TimeSpan.FromSeconds(20);

    public TimeSpan TurnWarmup => Warmup ?? TimeSpan.FromSeconds(10);

    public TimeSpan TurnSettle => Settle ?? TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether the generator of <c>turn</c> looks for packets all the time. A relay that sends to one who sleeps pays for waking it, and on a
    /// virtual machine that is as much as the relaying, once for each system call: figures of relays that send singly and of those that
    /// send many at once would differ by what no network interface asks for. Where CPUs are shared, it must sleep.
    /// </summary>
    public bool StaysAwake => !Sleep && !GeneratorCpus.Numbers.Intersect(ServerCpus.Numbers).Any();
}
