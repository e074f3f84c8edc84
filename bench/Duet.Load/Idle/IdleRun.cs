using Duet.Load.Connections;
using Duet.Load.Measuring;
using Duet.Load.Servers;

namespace Duet.Load.Idle;

/// <summary>One server, from start to end: one throwaway room, all connections, silence.</summary>
internal static class IdleRun
{
    private const int ThrowawayConnections = 2;
    private static readonly TimeSpan _throwawayGone = TimeSpan.FromSeconds(1);

    public static async Task<IdleResult> ExecuteAsync(Contestant contestant, LoadOptions options, CancellationToken stopping)
    {
        using var server = await ServerProcess.StartAsync(contestant, stopping);
        OpenFileLimit.Require(options.IdleConnections, Environment.ProcessId, "the load generator");
        OpenFileLimit.Require(options.IdleConnections, server.Id, server.Name);
        OpenThrowawayRoom(server, stopping);
        await Task.Delay(_throwawayGone, TimeProvider.System, stopping);
        return Measure(server, options, stopping);
    }

    private static void OpenThrowawayRoom(ServerProcess server, CancellationToken stopping)
    {
        using var loop = new ConnectionLoop(server.Address);
        new RoomOpener(loop, ThrowawayConnections).Open(ThrowawayConnections, ThrowawayConnections, stopping);
    }

    private static IdleResult Measure(ServerProcess server, LoadOptions options, CancellationToken stopping)
    {
        var before = ProcessUsage.Memory(server.Id);
        using var loop = new ConnectionLoop(server.Address);
        var opener = new RoomOpener(loop, options.IdleConnections);
        var openingMeter = new CpuMeter(server.Id);
        opener.Open(options.IdleConnections, options.SignalingInFlight, stopping);
        var opening = openingMeter.Read();

        var settlingMeter = new CpuMeter(server.Id);
        var peak = Settle(loop, server, options.IdleSettle, stopping);
        var settling = settlingMeter.Read();
        var after = ProcessUsage.Memory(server.Id);
        var disturbed = loop.Lost + loop.Unexpected;
        if (disturbed > 0) throw new LoadException($"{server.Name} disturbed {disturbed} idle connections: {loop.FirstTrouble}");
        peak = Math.Max(peak, after.Resident);
        return new IdleResult(server.Name, options.IdleConnections, opening, settling, before, after, peak, opener.JoinLatency);
    }

    private static long Settle(ConnectionLoop loop, ServerProcess server, TimeSpan settle, CancellationToken stopping)
    {
        var peak = ProcessUsage.Resident(server.Id);
        for (var second = 0; second < (int)settle.TotalSeconds; second++)
        {
            loop.TurnFor(TimeSpan.FromSeconds(1), stopping);
            peak = Math.Max(peak, ProcessUsage.Resident(server.Id));
        }

        return peak;
    }
}
