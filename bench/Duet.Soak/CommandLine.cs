using System.Globalization;

namespace Duet.Soak;

/// <summary>Reads the arguments: <c>--name value</c> or <c>--name=value</c>.</summary>
internal static class CommandLine
{
    public const string Usage = """
        usage: Duet.Soak [options]
          --minutes N            how long clients come and go (15)
          --rooms N              rooms of two clients each (200)
          --seed N               what the clients' choices follow from (another one each time; it is printed)
          --drops-per-second N   connections that are lost, in all rooms together (4)
          --no-browsers          no call between two browsers beside the clients
          --server-dll PATH      Duet.Server.dll (the one that was built with this program)
          --server-argument ARG  one more argument for Duet.Server; may be repeated
          --chromium PATH        the browser (/usr/bin/chromium-headless-shell)
        """;

    public static bool TryParse(string[] arguments, out SoakOptions options, out string error)
    {
        (options, error) = (new SoakOptions(), "");
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
        if (argument is "--no-browsers") return (argument, "");
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0) return (argument[..equals], argument[(equals + 1)..]);
        return (argument, rest.TryDequeue(out var value) ? value : null);
    }

    /// <returns>Null where the name is unknown or the value is not allowed.</returns>
    private static SoakOptions? Apply(SoakOptions options, string name, string value) => name switch
    {
        "--minutes" => Number(value, 1, 10_000) is { } n ? options with { Duration = TimeSpan.FromMinutes(n) } : null,
        "--rooms" => Number(value, 1, 10_000) is { } n ? options with { Rooms = n } : null,
        "--seed" => Number(value, 0, int.MaxValue) is { } n ? options with { Seed = n } : null,
        "--drops-per-second" => Number(value, 0, 1000) is { } n ? options with { DropsPerSecond = n } : null,
        "--no-browsers" => options with { HasBrowsers = false },
        "--server-dll" => options with { ServerPath = Path.GetFullPath(value) },
        "--server-argument" => options with { ServerArguments = [.. options.ServerArguments, value] },
        "--chromium" => options with { ChromiumPath = value },
        _ => null,
    };

    private static int? Number(string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;
}
