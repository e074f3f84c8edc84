using System.Diagnostics;
using Duet.Load.Measuring;

namespace Duet.Load.Turn.Allocate;

/// <summary>
/// One server, from start to end: one throwaway allocation, all of them for the memory, all again and again to warm up, and all once more for
/// the CPU time, when what a runtime compiles on the way is compiled.
/// </summary>
internal static class AllocateRun
{
    // A relay may hold two sockets for an allocation, and those of one that was given up for a while.
    private const int DescriptorsPerAllocation = 4;

    public static async Task<AllocateResult> ExecuteAsync(string name, TurnMode mode, LoadOptions options, CancellationToken stopping)
    {
        using var server = await TurnServer.StartAsync(name, mode, options, stopping);
        OpenFileLimit.Require(options.Allocations, Environment.ProcessId, "the load generator");
        OpenFileLimit.Require(DescriptorsPerAllocation * options.Allocations, server.Id, server.Name);
        using var loop = new TurnLoop(server, options.StaysAwake);
        var wave = new AllocationWave(loop, server.Id, options, stopping);
        wave.Release(wave.Allocate(1).Clients);
        loop.TurnFor(options.TurnSettle, stopping);

        var before = ProcessUsage.Memory(server.Id);
        var cold = wave.Allocate(options.Allocations);
        loop.TurnFor(options.TurnSettle, stopping);
        var after = ProcessUsage.Memory(server.Id);

        wave.Release(cold.Clients);
        for (var startedAt = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(startedAt) < options.AllocateWarmup;)
            wave.Release(wave.Allocate(options.Allocations).Clients);
        loop.TurnFor(options.TurnSettle, stopping);
        var warm = wave.Allocate(options.Allocations);
        return new AllocateResult(server.Name, options.Allocations, cold.Cpu, warm.Cpu, before, after);
    }
}
