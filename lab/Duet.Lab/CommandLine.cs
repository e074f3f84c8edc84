using System.Globalization;
using Duet.Lab.Calls;

namespace Duet.Lab;

/// <summary>Reads the arguments.</summary>
internal static class CommandLine
{
    public const string Usage = """
        usage: lab/run [options]
          --connectivity  the networks, and no other part that is not named too
          --faults        the faults
          --endings       the ends of calls
          --only NAME     one case; may be repeated
          --ci            some of both, in about 2 minutes
          --rounds N      how often each fault and each end of a call happens (1)
          --firefox SIDE  who has a Firefox instead of a Chromium: a, who waits and to whom things happen; b, who comes and who goes; or both
          --write-docs    write docs/connectivity.md, docs/faults.md and docs/endings.md; with --only, their rows of these cases
          --report FILE   write a report for the totals of test/run
          --list          print the names of all cases
        Exit codes: 0 all passed, 1 something is red, 2 wrong usage, 77 skipped: this machine allows no network namespaces.
        """;

    private static readonly Dictionary<string, Engines> _firefoxes = new()
    {
        ["a"] = new Engines(Engine.Firefox, Engine.Chromium),
        ["b"] = new Engines(Engine.Chromium, Engine.Firefox),
        ["both"] = new Engines(Engine.Firefox, Engine.Firefox),
    };

    /// <summary>What asks for these browsers, of which one is a Firefox.</summary>
    public static string OptionFor(Engines engines) => $"--firefox {_firefoxes.First(pair => pair.Value == engines).Key}";

    public static bool TryParse(string[] arguments, out LabOptions options, out string error)
    {
        (options, error) = (new LabOptions(), "");
        var rest = new Queue<string>(arguments);
        while (error.Length == 0 && rest.TryDequeue(out var argument))
        {
            if (Apply(options, argument, rest) is { } applied) options = applied;
            else error = $"'{argument}' is not an option, or its value is missing or wrong";
        }

        // What has to be quick is no measurement.
        if (error.Length == 0 && options is { WritesDocs: true, IsCi: true }) error = "--write-docs does not go with --ci";
        if (error.Length == 0 && options is { WritesDocs: true, Parts: not LabParts.Faults } && options.Engines != Engines.Chromium)
            error = "--firefox has a table of faults, and no other: --write-docs goes with --faults there";
        return error.Length == 0;
    }

    private static LabOptions? Apply(LabOptions options, string argument, Queue<string> rest) => argument switch
    {
        "--connectivity" => With(options, LabParts.Connectivity),
        "--faults" => With(options, LabParts.Faults),
        "--endings" => With(options, LabParts.Endings),
        "--ci" => options with { IsCi = true },
        "--write-docs" => options with { WritesDocs = true },
        "--only" => rest.TryDequeue(out var name) ? options with { Only = [.. options.Only, name] } : null,
        "--firefox" => rest.TryDequeue(out var side) && _firefoxes.TryGetValue(side, out var engines) ? options with { Engines = engines } : null,
        "--report" => rest.TryDequeue(out var path) ? options with { Report = path } : null,
        "--rounds" => rest.TryDequeue(out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds > 0
            ? options with { Rounds = rounds }
            : null,
        _ => null,
    };

    // The first that is named takes the place of all.
    private static LabOptions With(LabOptions options, LabParts part) =>
        options with { Parts = options.Parts is LabParts.All ? part : options.Parts | part };
}
