using Duet.Load.Reporting;
using Duet.Load.Servers;

namespace Duet.Load.Idle;

/// <summary>All runs of <c>idle</c>, alternating, and their table.</summary>
internal static class IdleRounds
{
    private static readonly Column<IdleResult>[] _columns =
    [
        new("KB/conn (RSS)", "0.00", result => result.ResidentPerConnection),
        new("KB/conn (Pss)", "0.00", result => result.ProportionalPerConnection),
        new("KB/conn (private)", "0.00", result => result.PrivatePerConnection),
        new("RSS before MB", "0.0", result => result.Before.Resident / 1024.0),
        new("RSS after MB", "0.0", result => result.After.Resident / 1024.0),
        new("RSS peak MB", "0.0", result => result.Peak / 1024.0),
        new("join CPU us/conn", "0.0", result => result.JoinMicroseconds),
        new("join p50 ms", "0.00", result => result.JoinLatency.Percentile(50)),
        new("join p99 ms", "0.00", result => result.JoinLatency.Percentile(99)),
        new("opening s", "0.00", result => result.Opening.Elapsed.TotalSeconds),
        new("generator CPU %", "0.0", result => result.Opening.GeneratorPercent),
        new("others CPU %", "0.0", result => result.Opening.OthersPercent),
        new("idle CPU %", "0.00", result => result.Settling.ServerPercent),
    ];

    public static async Task RunAsync(IReadOnlyList<Contestant> contestants, LoadOptions options, CancellationToken stopping)
    {
        var (connections, silence) = (options.IdleConnections, options.IdleSettle.TotalSeconds);
        Console.WriteLine($"\n## idle: {connections} connections, {options.SignalingInFlight} in flight, {silence:0} s of silence\n");
        var table = new Table<IdleResult>(_columns, result => result.Server);
        table.Begin();
        for (var round = 1; round <= options.SignalingRounds; round++)
        {
            foreach (var contestant in contestants) table.Add(round, await IdleRun.ExecuteAsync(contestant, options, stopping));
        }

        table.End();
        Verdict.Print(
            table,
            Contestant.Node,
            new Target<IdleResult>("memory for each connection, KB", result => result.ResidentPerConnection, Most: 12),
            new Target<IdleResult>("CPU to connect and join", result => result.JoinMicroseconds, MostRatio: 1.5),
            new Target<IdleResult>("p99 join latency, ms", result => result.JoinLatency.Percentile(99)));
    }
}
