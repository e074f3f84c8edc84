using Duet.Load.Reporting;
using Duet.Load.Servers;

namespace Duet.Load.Relay;

/// <summary>All runs of <c>relay</c>, alternating, and their table.</summary>
internal static class RelayRounds
{
    private static readonly Column<RelayResult>[] _columns =
    [
        new("CPU us/msg", "0.00", result => result.CpuMicrosecondsPerMessage),
        new("p50 ms", "0.000", result => result.Latency.Percentile(50)),
        new("p95 ms", "0.000", result => result.Latency.Percentile(95)),
        new("p99 ms", "0.000", result => result.Latency.Percentile(99)),
        new("max ms", "0.000", result => result.Latency.Percentile(100)),
        new("RSS MB", "0.0", result => result.Memory.Resident / 1024.0),
        new("sent", "0", result => result.SentInWindow),
        new("delivered", "0", result => result.DeliveredInWindow),
        new("missing", "0", result => result.Missing),
        new("server CPU %", "0.0", result => result.Cpu.ServerPercent),
        new("generator CPU %", "0.0", result => result.Cpu.GeneratorPercent),
        new("others CPU %", "0.0", result => result.Cpu.OthersPercent),
        new("pace late p99 ms", "0.000", result => result.Lag.Percentile(99)),
    ];

    public static async Task RunAsync(IReadOnlyList<Contestant> contestants, LoadOptions options, CancellationToken stopping)
    {
        Console.WriteLine(
            $"\n## relay: {options.RelayRate} messages/s over {options.RelayConnections} connections, {options.Window.TotalSeconds:0} s\n");
        var table = new Table<RelayResult>(_columns, result => result.Server);
        table.Begin();
        for (var round = 1; round <= options.SignalingRounds; round++)
        {
            foreach (var contestant in contestants) table.Add(round, await RelayRun.ExecuteAsync(contestant, options, stopping));
        }

        table.End();
        Verdict.Print(
            table,
            Contestant.Node,
            new Target<RelayResult>("CPU per relayed message", result => result.CpuMicrosecondsPerMessage, MostRatio: 0.6),
            new Target<RelayResult>("p99 latency, ms", result => result.Latency.Percentile(99), Most: 20));
    }
}
