using Duet.Load.Reporting;
using Duet.Load.Servers;

namespace Duet.Load.Turn.Allocate;

/// <summary>All runs of <c>allocate</c>, alternating, and their table.</summary>
internal static class AllocateRounds
{
    private static readonly Column<AllocateResult>[] _columns =
    [
        new("CPU us/allocation", "0.0", result => result.WarmMicroseconds),
        new("cold CPU us/allocation", "0.0", result => result.ColdMicroseconds),
        new("KB/allocation (RSS)", "0.00", result => result.ResidentPerAllocation),
        new("KB/allocation (private)", "0.00", result => result.PrivatePerAllocation),
        new("RSS before MB", "0.0", result => result.Before.Resident / 1024.0),
        new("RSS after MB", "0.0", result => result.After.Resident / 1024.0),
        new("allocations/s", "0", result => result.WarmPerSecond),
        new("generator CPU %", "0.0", result => result.Warm.GeneratorPercent),
        new("others CPU %", "0.0", result => result.Warm.OthersPercent),
    ];

    public static async Task RunAsync(TurnMode mode, LoadOptions options, CancellationToken stopping)
    {
        Console.WriteLine($"\n## turn {mode.Name}: {mode.Title}\n\n{options.Allocations} allocations, {options.TurnInFlight} in flight\n");
        var table = new Table<AllocateResult>(_columns, result => result.Server);
        table.Begin();
        for (var round = 1; round <= options.TurnRounds; round++)
        {
            foreach (var name in TurnContestants.Order(round, options)) table.Add(round, await AllocateRun.ExecuteAsync(name, mode, options, stopping));
        }

        table.End();
        Verdict.Print(
            table,
            Contestant.Coturn,
            new Target<AllocateResult>("CPU per allocation", result => result.WarmMicroseconds, MostRatio: mode.MostRatio),
            new Target<AllocateResult>("memory for each allocation, KB", result => result.ResidentPerAllocation, Most: 6));
    }
}
