using Duet.Load.Measuring;

namespace Duet.Load.Idle;

/// <summary>What one run of one server gave.</summary>
/// <param name="Server">Its name.</param>
/// <param name="Connections">How many were opened.</param>
/// <param name="Opening">CPU and wall time of connecting and joining all.</param>
/// <param name="Settling">CPU and wall time of the silence afterwards.</param>
/// <param name="Before">Memory after start-up and one throwaway room.</param>
/// <param name="After">Memory at the end of the silence.</param>
/// <param name="Peak">The largest resident memory that was seen, in units of 1,024 bytes.</param>
/// <param name="JoinLatency">From the second join of a room to what each of the two is told.</param>
internal sealed record IdleResult(
    string Server, int Connections, CpuReading Opening, CpuReading Settling,
    MemoryUse Before, MemoryUse After, long Peak, Samples JoinLatency)
{
    public double ResidentPerConnection => (double)(After.Resident - Before.Resident) / Connections;

    public double ProportionalPerConnection => (double)(After.Proportional - Before.Proportional) / Connections;

    public double PrivatePerConnection => (double)(After.Private - Before.Private) / Connections;

    public double JoinMicroseconds => Opening.Server.TotalMicroseconds / Connections;
}
