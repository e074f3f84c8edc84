using Duet.Lab.Calls;

namespace Duet.Lab.Endings;

/// <summary>A way in which one of two people ends a call.</summary>
/// <param name="Name">As <c>--only</c> has it.</param>
/// <param name="What">In words.</param>
/// <param name="End">Lets the second person do it, and returns when they did (milliseconds since 1970).</param>
/// <param name="MostUntilTold">How long it may take until the page of the first person says so.</param>
internal sealed record Ending(string Name, string What, Func<LabCall, Task<double>> End, TimeSpan MostUntilTold)
{
    /// <summary>What happens some seconds before it. Default: nothing.</summary>
    public Func<LabCall, Task>? Before { get; init; }
}
