using System.Diagnostics;

namespace Duet.Load.Measuring;

/// <summary>CPU time of the server, of this generator and of everyone else, from a moment on.</summary>
internal sealed class CpuMeter(int serverId)
{
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly TimeSpan _server = ProcessUsage.Cpu(serverId);
    private readonly TimeSpan _generator = ProcessUsage.Cpu(Environment.ProcessId);
    private readonly TimeSpan _machine = ProcessUsage.MachineCpu();

    public CpuReading Read()
    {
        var server = ProcessUsage.Cpu(serverId) - _server;
        var generator = ProcessUsage.Cpu(Environment.ProcessId) - _generator;
        var others = ProcessUsage.MachineCpu() - _machine - server - generator;
        return new CpuReading(Stopwatch.GetElapsedTime(_startedAt), server, generator, others > TimeSpan.Zero ? others : TimeSpan.Zero);
    }
}
