using Duet.FirstFrame.Delay;

namespace Duet.FirstFrame.Calls;

/// <summary>One call, as both browsers and, if it was traced, the proxies saw it.</summary>
/// <param name="Recipe">How it came about.</param>
/// <param name="RoundTrip">Between each browser and the server.</param>
/// <param name="Joiner">What the joiner's browser did.</param>
/// <param name="Waiter">What the waiter's browser did.</param>
/// <param name="JoinerReport">The joiner's connection.</param>
/// <param name="WaiterReport">The waiter's connection.</param>
/// <param name="Packets">In the order in which they were seen; empty unless the call was traced.</param>
internal sealed record CallRecord(
    Recipe Recipe,
    TimeSpan RoundTrip,
    IReadOnlyList<PageEvent> Joiner,
    IReadOnlyList<PageEvent> Waiter,
    ConnectionReport JoinerReport,
    ConnectionReport WaiterReport,
    IReadOnlyList<SeenPacket> Packets)
{
    /// <summary>When the joiner clicked, in milliseconds since 1970.</summary>
    public double Click { get; } = Joiner.Last(happened => happened.Kind == "click").At;

    /// <summary>Milliseconds from the click to a phase; null where there was none, or only one before the click.</summary>
    public double? TimeOf(Phase phase) =>
        (phase.IsJoiners ? Joiner : Waiter).FirstOrDefault(happened => happened.Kind == phase.Kind && happened.At >= Click)?.At - Click;
}
