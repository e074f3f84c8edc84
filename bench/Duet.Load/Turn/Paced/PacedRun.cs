using Duet.Load.Measuring;

namespace Duet.Load.Turn.Paced;

/// <summary>One server, from start to end: open all calls, warm up, measure, drain.</summary>
internal static class PacedRun
{
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(1);

    public static async Task<PacedResult> ExecuteAsync(string name, TurnMode mode, LoadOptions options, CancellationToken stopping)
    {
        using var server = await TurnServer.StartAsync(name, mode, options, stopping);
        using var loop = new TurnLoop(server, options.StaysAwake);
        var ends = CallSetup.Open(loop, mode, options, stopping);
        using var load = new PacedLoad(loop, ends, options);
        return Measure(loop, load, server, options, stopping);
    }

    private static PacedResult Measure(TurnLoop loop, PacedLoad load, TurnServer server, LoadOptions options, CancellationToken stopping)
    {
        load.RunFor(options.TurnWarmup, stopping);

        var (sent, delivered) = (load.Sent, load.Delivered);
        var meter = new CpuMeter(server.Id);
        load.StartMeasuring();
        load.RunFor(options.Window, stopping);
        load.StopMeasuring();
        var cpu = meter.Read();
        (sent, delivered) = (load.Sent - sent, load.Delivered - delivered);
        var memory = ProcessUsage.Memory(server.Id);

        loop.TurnFor(_grace, stopping);
        if (load.Unexpected > 0) throw new LoadException($"{server.Name}: {load.Unexpected} packets reached the wrong end or were changed on their way");
        if (delivered == 0) throw new LoadException($"{server.Name} delivered nothing");
        return new PacedResult(server.Name, cpu, sent, delivered, load.Reordered, load.Delay, load.Lag, memory);
    }
}
