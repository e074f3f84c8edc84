using Duet.Load.Turn.Allocate;
using Duet.Load.Turn.Paced;

namespace Duet.Load.Turn;

/// <summary>The command <c>turn</c>: mode after mode.</summary>
internal static class TurnRounds
{
    public static async Task RunAsync(LoadOptions options, CancellationToken stopping)
    {
        options.GeneratorCpus.PinThisProcess();
        foreach (var mode in options.Modes)
        {
            if (mode.IsAllocate) await AllocateRounds.RunAsync(mode, options, stopping);
            else await PacedRounds.RunAsync(mode, options, stopping);
        }
    }
}
