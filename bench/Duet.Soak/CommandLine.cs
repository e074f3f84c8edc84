using Duet.TestKit;

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
        options = new SoakOptions();
        return ProgramArguments.TryRead(arguments, Usage, "--no-browsers", ref options, Apply, out error);
    }

    /// <returns>Null where the name is unknown or the value is not allowed.</returns>
    private static SoakOptions? Apply(SoakOptions options, string name, string value) => name switch
    {
        "--minutes" => ProgramArguments.Number(value, 1, 10_000) is { } n ? options with { Duration = TimeSpan.FromMinutes(n) } : null,
        "--rooms" => ProgramArguments.Number(value, 1, 10_000) is { } n ? options with { Rooms = n } : null,
        "--seed" => ProgramArguments.Number(value, 0, int.MaxValue) is { } n ? options with { Seed = n } : null,
        "--drops-per-second" => ProgramArguments.Number(value, 0, 1000) is { } n ? options with { DropsPerSecond = n } : null,
        "--no-browsers" => options with { HasBrowsers = false },
        "--server-dll" => options with { ServerPath = Path.GetFullPath(value) },
        "--server-argument" => options with { ServerArguments = [.. options.ServerArguments, value] },
        "--chromium" => options with { ChromiumPath = value },
        _ => null,
    };
}
