using Duet.Lab.Networks;

namespace Duet.Lab.Connectivity;

/// <summary>Two networks whose people have to come together.</summary>
/// <param name="Name">As <c>--only</c> has it.</param>
/// <param name="Plan">What is built.</param>
internal sealed record ConnectivityCase(string Name, NetworkPlan Plan)
{
    /// <summary>How long the call has to last, and its connection to the server with it. Default: not long.</summary>
    public TimeSpan Lasts { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether it belongs to the part that each change has to pass.</summary>
    public bool IsInCi { get; init; }

    public CallPath Expected => ExpectedPath.For(Plan);
}
