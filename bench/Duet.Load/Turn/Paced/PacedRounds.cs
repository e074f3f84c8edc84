using Duet.Load.Reporting;
using Duet.Load.Servers;

namespace Duet.Load.Turn.Paced;

/// <summary>All runs of one mode that relays packets, alternating, and their table.</summary>
internal static class PacedRounds
{
    private static readonly Column<PacedResult>[] _columns =
    [
        new("CPU us/packet", "0.00", result => result.CpuMicrosecondsPerPacket),
        new("p50 ms", "0.000", result => result.Delay.Percentile(50)),
        new("p99 ms", "0.000", result => result.Delay.Percentile(99)),
        new("max ms", "0.000", result => result.Delay.Percentile(100)),
        new("sent", "0", result => result.SentInWindow),
        new("delivered", "0", result => result.DeliveredInWindow),
        new("lost", "0", result => result.Lost),
        new("lost %", "0.000", result => result.LostPercent),
        new("reordered", "0", result => result.Reordered),
        new("RSS MB", "0.0", result => result.Memory.Resident / 1024.0),
        new("server CPU %", "0.0", result => result.Cpu.ServerPercent),
        new("generator CPU %", "0.0", result => result.Cpu.GeneratorPercent),
        new("others CPU %", "0.0", result => result.Cpu.OthersPercent),
        new("pace late p99 ms", "0.000", result => result.Lag.Percentile(99)),
    ];

    public static async Task RunAsync(TurnMode mode, LoadOptions options, CancellationToken stopping)
    {
        Console.WriteLine(
            $"\n## turn {mode.Name}: {mode.Title}\n\n{options.TurnRate} packets/s of {options.PacketBytes} bytes in bursts of {options.Burst}"
            + $"{(options.Gso ? ", cut by the kernel (GSO)," : "")} over {options.Calls} calls, {options.Window.TotalSeconds:0} s\n");
        var table = new Table<PacedResult>(_columns, result => result.Server);
        table.Begin();
        for (var round = 1; round <= options.TurnRounds; round++)
        {
            foreach (var name in TurnContestants.Order(round, options)) table.Add(round, await PacedRun.ExecuteAsync(name, mode, options, stopping));
        }

        table.End();
        Verdict.Print(
            table,
            Contestant.Coturn,
            new Target<PacedResult>($"CPU per delivered packet, {mode.Name}", result => result.CpuMicrosecondsPerPacket, MostRatio: mode.MostRatio),
            new Target<PacedResult>("p50 delay, ms", result => result.Delay.Percentile(50)),
            new Target<PacedResult>("p99 delay, ms", result => result.Delay.Percentile(99)),
            new Target<PacedResult>("lost, %", result => result.LostPercent));
    }
}
