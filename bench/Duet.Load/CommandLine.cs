using System.Globalization;

namespace Duet.Load;

/// <summary>Reads the arguments: a command, then <c>--name value</c> or <c>--name=value</c>.</summary>
internal static class CommandLine
{
    public const string Usage = """
        usage: Duet.Load relay|idle|all [options]
          --connections N      connections, two for each room (relay: 1000, idle: 10000)
          --rounds N           alternating runs of each server (3)
          --rate N             relay: messages a second in all (5000)
          --seconds N          relay: measured window (20)
          --warmup N           relay: seconds at the same rate before the window (5)
          --settle N           idle: seconds of silence before memory is read (15)
          --in-flight N        connections between connect and joined at any moment (200)
          --only duet|node     measure one server alone
          --duet PATH          Duet.Server.dll (src/Duet.Server/bin/Release/net10.0/Duet.Server.dll)
          --duet-argument ARG  one more argument for Duet.Server; may be repeated
          --node PATH          directory of the Node.js relay (bench/node-relay)
        """;

    public static bool TryParse(string[] arguments, out LoadOptions options, out string error)
    {
        options = new LoadOptions { Command = arguments.FirstOrDefault() ?? "" };
        error = "";
        if (options.Command is not ("relay" or "idle" or "all"))
        {
            error = options.Command.Length == 0
                ? "a command is missing: relay, idle or all"
                : $"'{options.Command}' is none of relay, idle, all";
            return false;
        }

        var rest = new Queue<string>(arguments.Skip(1));
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
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0) return (argument[..equals], argument[(equals + 1)..]);
        return (argument, rest.TryDequeue(out var value) ? value : null);
    }

    /// <returns>Null where the name is unknown or the value is not allowed.</returns>
    private static LoadOptions? Apply(LoadOptions options, string name, string value) => name switch
    {
        "--connections" => Number(value, 2, 60_000) is { } n && n % 2 == 0 ? options with { Connections = n } : null,
        "--rounds" => Number(value, 1, 100) is { } n ? options with { Rounds = n } : null,
        "--rate" => Number(value, 1, 1_000_000) is { } n ? options with { Rate = n } : null,
        "--seconds" => Seconds(value, 1) is { } time ? options with { Window = time } : null,
        "--warmup" => Seconds(value, 0) is { } time ? options with { Warmup = time } : null,
        "--settle" => Seconds(value, 0) is { } time ? options with { Settle = time } : null,
        "--in-flight" => Number(value, 2, 400) is { } n && n % 2 == 0 ? options with { InFlight = n } : null,
        "--only" => value is "duet" or "node" ? options with { Only = value } : null,
        "--duet" => options with { DuetPath = value },
        "--duet-argument" => options with { DuetArguments = [.. options.DuetArguments, value] },
        "--node" => options with { NodeRelayPath = value },
        _ => null,
    };

    private static TimeSpan? Seconds(string value, int least) => Number(value, least, 3600) is { } n ? TimeSpan.FromSeconds(n) : null;

    private static int? Number(string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;
}
