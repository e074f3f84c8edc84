using Duet.Lab.Calls;
using Duet.Lab.Networks;

namespace Duet.Lab.Faults;

/// <summary>Something that is done to a call.</summary>
/// <param name="At">How long after the fault began.</param>
/// <param name="Do">What is done.</param>
internal sealed record FaultStep(TimeSpan At, Func<LabCall, Task> Do);

/// <summary>Whose machine comes to another address.</summary>
internal enum Movers
{
    None,
    One,
    Both,
}

/// <summary>What happens to a call, step by step.</summary>
/// <param name="Name">As <c>--only</c> has it.</param>
/// <param name="What">In words.</param>
/// <param name="Steps">In the order of time. After the last of them a path exists.</param>
internal sealed record Fault(string Name, string What, IReadOnlyList<FaultStep> Steps)
{
    /// <summary>What is built. Default: both behind usual routers, so that the call is direct.</summary>
    public NetworkPlan Plan { get; init; } = LabCall.Usual;

    /// <summary>Whether sound has a path all the time, and so may never be away for longer than after a path came back. Default: false.</summary>
    public bool PathStays { get; init; }

    /// <summary>Whose machine has another address after it. Default: nobody's.</summary>
    public Movers Movers { get; init; }

    /// <summary>How often it can happen to one call. Default: five times; later ones come to another call.</summary>
    public int MostPerCall { get; init; } = 5;

    /// <summary>How many rounds of it are worth their time. Default: as many as are asked for.</summary>
    public int MostRounds { get; init; } = int.MaxValue;

    /// <summary>Whether it belongs to the part that each change has to pass. Default: false.</summary>
    public bool IsInCi { get; init; }
}
