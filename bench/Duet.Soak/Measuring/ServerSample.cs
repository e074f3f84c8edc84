namespace Duet.Soak.Measuring;

/// <summary>What the server process has at one moment.</summary>
/// <param name="At">Since the clients began to come.</param>
/// <param name="ResidentBytes">VmRSS.</param>
/// <param name="Handles">Open file descriptors, without those of assemblies.</param>
/// <param name="Threads">Of all kinds.</param>
/// <param name="CpuPercent">Of one core, since the sample before.</param>
internal sealed record ServerSample(TimeSpan At, long ResidentBytes, int Handles, int Threads, double CpuPercent);
