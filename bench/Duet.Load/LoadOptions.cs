namespace Duet.Load;

/// <summary>What the command line asked for.</summary>
internal sealed record LoadOptions
{
    /// <summary><c>relay</c>, <c>idle</c> or <c>all</c>.</summary>
    public required string Command { get; init; }

    /// <summary>Connections to open, two for each room; even. Default: 1,000 for <c>relay</c>, 10,000 for <c>idle</c>.</summary>
    public int? Connections { get; init; }

    /// <summary>Alternating pairs of runs. Default: 3.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Messages a second over all connections together. Default: 5,000.</summary>
    public int Rate { get; init; } = 5000;

    /// <summary>Length of the measured window of <c>relay</c>. Default: 20 s.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Relaying at the same rate before the window opens. Default: 5 s.</summary>
    public TimeSpan Warmup { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Silence of <c>idle</c> between the last join and the memory reading. Default: 15 s.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Connections on their way from connect to joined at any moment; even. Default: 200.</summary>
    public int InFlight { get; init; } = 200;

    /// <summary><c>duet</c>, <c>node</c>, or null for both, alternating.</summary>
    public string? Only { get; init; }

    /// <summary>The server's assembly, from a Release build.</summary>
    public string DuetPath { get; init; } = "src/Duet.Server/bin/Release/net10.0/Duet.Server.dll";

    /// <summary>Directory of the Node.js relay, after <c>npm ci</c>.</summary>
    public string NodeRelayPath { get; init; } = "bench/node-relay";

    /// <summary>Further arguments for Duet.Server, such as <c>--Duet:Signaling:KeepaliveInterval=00:00:05</c>.</summary>
    public IReadOnlyList<string> DuetArguments { get; init; } = [];

    public int RelayConnections => Connections ?? 1000;

    public int IdleConnections => Connections ?? 10_000;
}
