namespace Duet.Lab.Wires;

/// <summary>How a wire treats what goes over it, each way.</summary>
internal sealed record WireQuality
{
    /// <summary>From one end to the other. Default: 10 ms.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>At most so much more, evenly spread; order is kept all the same. Default: none.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Which share of the frames is overtaken by later ones, 0 to 1. Default: none.</summary>
    public double Reordered { get; init; }

    /// <summary>How much later a frame comes that is overtaken. Default: 20 ms.</summary>
    public TimeSpan ReorderedBy { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Nothing comes through. Default: false.</summary>
    public bool IsCut { get; init; }
}
