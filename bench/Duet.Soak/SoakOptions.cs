namespace Duet.Soak;

/// <summary>What the command line asked for.</summary>
internal sealed record SoakOptions
{
    /// <summary>How long clients come and go. Default: 15 minutes.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Rooms of two clients each. Default: 200.</summary>
    public int Rooms { get; init; } = 200;

    /// <summary>What the clients' choices follow from; their timing does not. Default: another one each time.</summary>
    public int Seed { get; init; } = Random.Shared.Next(1_000_000);

    /// <summary>Connections that are lost, in all rooms together, while everybody is there. Default: 4.</summary>
    public int DropsPerSecond { get; init; } = 4;

    /// <summary>Duet.Server.dll. Default: null, the one of this working copy in the configuration of this program.</summary>
    public string? ServerPath { get; init; }

    /// <summary>Further arguments for Duet.Server.</summary>
    public IReadOnlyList<string> ServerArguments { get; init; } = [];

    /// <summary>Whether two browsers hold a call beside the clients. Default: true.</summary>
    public bool HasBrowsers { get; init; } = true;

    /// <summary>The browser. Default: Debian's, without windows around it.</summary>
    public string ChromiumPath { get; init; } = "/usr/bin/chromium-headless-shell";

    /// <summary>What is not counted at the beginning: compiling, first growth. A minute, less of a run that is hardly longer.</summary>
    public TimeSpan Warmup => Duration / 10 < TimeSpan.FromMinutes(1) ? Duration / 10 : TimeSpan.FromMinutes(1);
}
