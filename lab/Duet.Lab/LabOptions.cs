using Duet.Lab.Calls;

namespace Duet.Lab;

/// <summary>What the command line asked for.</summary>
internal sealed record LabOptions
{
    /// <summary>What is done. Default: all of it.</summary>
    public LabParts Parts { get; init; } = LabParts.All;

    /// <summary>Only cases of these names. Default: all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Only what each change has to pass. Default: false.</summary>
    public bool IsCi { get; init; }

    /// <summary>Rounds of each fault and of each ending. Default: 1.</summary>
    public int Rounds { get; init; } = 1;

    /// <summary>Who has which browser. Default: both a Chromium.</summary>
    public Engines Engines { get; init; } = Engines.Chromium;

    /// <summary>Whether the tables go into <c>docs/</c>. Default: false.</summary>
    public bool WritesDocs { get; init; }

    /// <summary>Where a report for the totals of all tests goes. Default: nowhere.</summary>
    public string? Report { get; init; }

    public bool Wants(string name, bool isInCi) => (!IsCi || isInCi) && (Only.Count == 0 || Only.Contains(name));
}
