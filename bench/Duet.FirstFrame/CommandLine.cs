using System.Globalization;
using Duet.FirstFrame.Calls;

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
        (options, error) = (new RunOptions(), "");
        var rest = new Queue<string>(arguments);
        while (error.Length == 0 && rest.TryDequeue(out var argument))
        {
            var (name, value) = Split(argument, rest);
            if (!Usage.Contains($"  {name} ", StringComparison.Ordinal)) error = $"{name} is not an option";
            else if (value is null) error = $"{name} needs a value";
            else if (Apply(options, name, value) is { } applied) options = applied;
            else error = $"{name} does not take '{value}'";
        }

        return error.Length == 0;
    }

    private static (string Name, string? Value) Split(string argument, Queue<string> rest)
    {
        if (argument is "--trace") return (argument, "");
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0) return (argument[..equals], argument[(equals + 1)..]);
        return (argument, rest.TryDequeue(out var value) ? value : null);
    }

    /// <returns>Null where the name is unknown or the value is not allowed.</returns>
    private static RunOptions? Apply(RunOptions options, string name, string value) => name switch
    {
        "--round-trip" => RoundTrips(value) is { } times ? options with { RoundTrips = times } : null,
        "--calls" => Number(value, 1, 100) is { } n ? options with { Calls = n } : null,
        "--warm" => Number(value, 0, 240) is { } n ? options with { Warmth = TimeSpan.FromSeconds(n) } : null,
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
        var times = value.Split(',').Select(part => Number(part, 0, 1000)).ToList();
        return times.Contains(null) ? null : [.. times.Select(time => TimeSpan.FromMilliseconds(time!.Value))];
    }

    private static int? Number(string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;
}
