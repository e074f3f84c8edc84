using Duet.FirstFrame.Calls;
using Duet.TestKit;

namespace Duet.FirstFrame;

/// <summary>Reads the arguments: <c>--name value</c> or <c>--name=value</c>.</summary>
internal static class CommandLine
{
    public const string Usage = """
        usage: Duet.FirstFrame [options]
          --round-trip LIST    milliseconds from a browser to the server and back, with commas (0,50,100)
          --calls N            calls of each flow for each round trip, alternating (7)
          --warm SECONDS       how long the page is ready before the click on Join (3)
          --only NAME          measure one flow alone: duet or classic
          --trace              print what one call of each flow sends, packet by packet, and measure nothing
          --duet PATH          Duet.Server.dll (the one that was built with this program)
          --duet-argument ARG  one more argument for Duet.Server; may be repeated
          --chromium PATH      the browser (/usr/bin/chromium)
          --chromium-argument ARG  one more switch for the browser; may be repeated
        """;

    public static bool TryParse(string[] arguments, out RunOptions options, out string error)
    {
        options = new RunOptions();
        return ProgramArguments.TryRead(arguments, Usage, "--trace", ref options, Apply, out error);
    }

    /// <returns>Null where the name is unknown or the value is not allowed.</returns>
    private static RunOptions? Apply(RunOptions options, string name, string value) => name switch
    {
        "--round-trip" => RoundTrips(value) is { } times ? options with { RoundTrips = times } : null,
        "--calls" => ProgramArguments.Number(value, 1, 100) is { } n ? options with { Calls = n } : null,
        "--warm" => ProgramArguments.Number(value, 0, 240) is { } n ? options with { Warmth = TimeSpan.FromSeconds(n) } : null,
        "--only" => Recipe.All.FirstOrDefault(recipe => recipe.Name == value) is { } recipe ? options with { Recipes = [recipe] } : null,
        "--trace" => options with { Trace = true },
        "--duet" => options with { DuetPath = Path.GetFullPath(value) },
        "--duet-argument" => options with { DuetArguments = [.. options.DuetArguments, value] },
        "--chromium" => options with { ChromiumPath = value },
        "--chromium-argument" => options with { ChromiumArguments = [.. options.ChromiumArguments, value] },
        _ => null,
    };

    private static List<TimeSpan>? RoundTrips(string value)
    {
        var times = value.Split(',').Select(part => ProgramArguments.Number(part, 0, 1000)).ToList();
        return times.Contains(null) ? null : [.. times.Select(time => TimeSpan.FromMilliseconds(time!.Value))];
    }
}
