namespace Duet.FirstFrame.Calls;

/// <summary>A step on the way to the picture.</summary>
/// <param name="Name">The heading of its column.</param>
/// <param name="IsJoiners">Whose browser takes it: the joiner's or the waiter's.</param>
/// <param name="Kind">Which event of the page it is, the first after the click.</param>
internal sealed record Phase(string Name, bool IsJoiners, string Kind)
{
    public static Phase FirstFrame { get; } = new("first frame", true, "first frame");

    public static Phase WaiterFirstFrame { get; } = new("waiter: first frame", false, "first frame");

    /// <summary>In the order in which they are usually taken.</summary>
    public static IReadOnlyList<Phase> All { get; } =
    [
        new("camera open", true, "media opened"),
        new("joined", true, "received joined"),
        new("offer in", true, "received offer"),
        new("answer out", true, "sent answer"),
        new("waiter: answer in", false, "received answer"),
        new("ICE", true, "ice connected"),
        new("waiter: ICE", false, "ice connected"),
        new("DTLS", true, "dtls connected"),
        new("waiter: DTLS", false, "dtls connected"),
        new("first packet", true, "video unmuted"),
        FirstFrame,
        WaiterFirstFrame,
    ];
}
