namespace Duet.Load.Measuring;

/// <summary>Who used how much CPU time during <paramref name="Elapsed"/>.</summary>
/// <param name="Elapsed">Wall time.</param>
/// <param name="Server">The measured process.</param>
/// <param name="Generator">This process: near one core, it is the bottleneck and the run says little about the server.</param>
/// <param name="Others">All other processes: on a quiet machine next to nothing.</param>
internal readonly record struct CpuReading(TimeSpan Elapsed, TimeSpan Server, TimeSpan Generator, TimeSpan Others)
{
    public double GeneratorPercent => 100 * Generator / Elapsed;

    public double ServerPercent => 100 * Server / Elapsed;

    public double OthersPercent => 100 * Others / Elapsed;
}
