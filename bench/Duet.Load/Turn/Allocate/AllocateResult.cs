using Duet.Load.Measuring;

namespace Duet.Load.Turn.Allocate;

/// <summary>What one run of one server gave.</summary>
/// <param name="Server">Its name.</param>
/// <param name="Allocations">How many were made, from a cold start, and once more when warm.</param>
/// <param name="Cold">CPU and wall time from the cold start.</param>
/// <param name="Warm">CPU and wall time when warm.</param>
/// <param name="Before">Memory after start-up and one throwaway allocation.</param>
/// <param name="After">Memory with all allocations from the cold start, after a while.</param>
internal sealed record AllocateResult(string Server, int Allocations, CpuReading Cold, CpuReading Warm, MemoryUse Before, MemoryUse After)
{
    public double ColdMicroseconds => Cold.Server.TotalMicroseconds / Allocations;

    public double WarmMicroseconds => Warm.Server.TotalMicroseconds / Allocations;

    public double ResidentPerAllocation => (double)(After.Resident - Before.Resident) / Allocations;

    public double PrivatePerAllocation => (double)(After.Private - Before.Private) / Allocations;

    public double WarmPerSecond => Allocations / Warm.Elapsed.TotalSeconds;
}
