using Duet.FirstFrame.Calls;

namespace Duet.FirstFrame;

/// <summary>What the command line asked for.</summary>
internal sealed record RunOptions
{
    /// <summary>From a browser to the server and back. Default: 0, 50 and 100 ms.</summary>
    public IReadOnlyList<TimeSpan> RoundTrips { get; init; } = [TimeSpan.Zero, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100)];

    /// <summary>Calls of each recipe, for each round trip. Default: 7.</summary>
    public int Calls { get; init; } = 7;

    /// <summary>How long the joiner looks at the ready page before the click. Default: 3 s.</summary>
    public TimeSpan Warmth { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>What is measured, alternating. Default: both.</summary>
    public IReadOnlyList<Recipe> Recipes { get; init; } = Recipe.All;

    /// <summary>Whether everything that one call of each recipe sends is printed, and nothing measured. Default: false.</summary>
    public bool Trace { get; init; }

    /// <summary>Duet.Server.dll. Default: null, the one of this working copy in the configuration of this program.</summary>
    public string? DuetPath { get; init; }

    /// <summary>Further arguments for Duet.Server.</summary>
    public IReadOnlyList<string> DuetArguments { get; init; } = [];

    /// <summary>The browser. Default: Debian's.</summary>
    public string ChromiumPath { get; init; } = "/usr/bin/chromium";

    /// <summary>Further switches for the browser.</summary>
    public IReadOnlyList<string> ChromiumArguments { get; init; } = [];
}
