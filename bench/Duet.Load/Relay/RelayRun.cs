using Duet.Load.Connections;
using Duet.Load.Measuring;
using Duet.Load.Servers;

namespace Duet.Load.Relay;

/// <summary>One server, from start to end: join all, warm up, measure, drain.</summary>
internal static class RelayRun
{
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(1);

    public static async Task<RelayResult> ExecuteAsync(Contestant contestant, LoadOptions options, CancellationToken stopping)
    {
        using var server = await ServerProcess.StartAsync(contestant, stopping);
        OpenFileLimit.Require(options.RelayConnections, Environment.ProcessId, "the load generator");
        OpenFileLimit.Require(options.RelayConnections, server.Id, server.Name);
        using var loop = new ConnectionLoop(server.Address);
        new RoomOpener(loop, options.RelayConnections).Open(options.RelayConnections, options.SignalingInFlight, stopping);
        return Measure(loop, server, options, stopping);
    }

    private static RelayResult Measure(ConnectionLoop loop, ServerProcess server, LoadOptions options, CancellationToken stopping)
    {
        var load = new RelayLoad(loop, options.RelayRate, options.Window);
        load.RunFor(options.RelayWarmup, stopping);

        var (sent, delivered) = (load.Sent, load.Delivered);
        var meter = new CpuMeter(server.Id);
        load.StartMeasuring();
        load.RunFor(options.Window, stopping);
        load.StopMeasuring();
        var cpu = meter.Read();
        (sent, delivered) = (load.Sent - sent, load.Delivered - delivered);
        var memory = ProcessUsage.Memory(server.Id);

        loop.TurnFor(_grace, stopping);
        if (loop.Unexpected > 0)
            throw new LoadException($"{server.Name}: {loop.Unexpected} unexpected messages, the first: {loop.FirstTrouble}");
        return new RelayResult(server.Name, cpu, (int)sent, (int)delivered, load.Sent - load.Delivered, load.Latency, load.Lag, memory);
    }
}
