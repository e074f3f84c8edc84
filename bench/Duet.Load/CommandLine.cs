using System.Globalization;
using Duet.Load.Measuring;
using Duet.Load.Turn;
using Duet.Load.Turn.Paced;

namespace Duet.Load;

/// <summary>Reads the arguments: a command, then <c>--name value</c> or <c>--name=value</c>.</summary>
internal static class CommandLine
{
    public const string Usage = """
        usage: Duet.Load relay|idle|all|turn [options]      (all: relay and idle)
          --rounds N           alternating runs of each server (3; turn: 6)
          --rate N             relay: messages a second in all (5000); turn: packets a second in all (10000)
          --seconds N          relay, turn: measured window (20)
          --warmup N           relay, turn: seconds of the same before the window (30; turn: 10, allocate: 20)
          --settle N           idle, turn allocate: seconds of silence before memory is read (15; turn: 2)
          --in-flight N        connections between connect and joined (200), or clients that wait for an answer (turn: 16), at any moment
          --only NAME          measure one server alone: duet, node, or coturn for turn
          --duet PATH          Duet.Server.dll (src/Duet.Server/bin/Release/net10.0/Duet.Server.dll)
          --duet-argument ARG  one more argument for Duet.Server; may be repeated
        relay and idle
          --connections N      connections, two for each room (relay: 1000, idle: 10000)
          --node PATH          directory of the Node.js relay (bench/node-relay)
        turn
          --mode NAMES         all, or some of these with commas: both, both-no-short-circuit, one, allocate, tls, tls-both (all)
          --calls N            calls, two ends each (50)
          --burst N            packets that leave one end together (8)
          --bytes N            payload of a packet (1100)
          --gso                send a burst as one datagram that the kernel cuts
          --sleep              sleep while there are no packets, even where the generator has CPUs of its own
          --allocations N      allocate: how many (2000)
          --server-cpus LIST   CPUs of the servers, as in 1 or 2-3 (all but the first)
          --generator-cpus LIST  CPUs of this process (the first)
          --coturn PATH        coturn's program (turnserver)
        """;

    public static bool TryParse(string[] arguments, out LoadOptions options, out string error)
    {
        options = new LoadOptions { Command = arguments.FirstOrDefault() ?? "" };
        error = "";
        if (options.Command is not ("relay" or "idle" or "all" or "turn"))
        {
            error = options.Command.Length == 0
                ? "a command is missing: relay, idle, all or turn"
                : $"'{options.Command}' is none of relay, idle, all, turn";
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

        if (error.Length == 0) error = Contradiction(options) ?? "";
        return error.Length == 0;
    }

    private static string? Contradiction(LoadOptions options) => options switch
    {
        { Command: "turn", Only: "node" } => "turn compares with coturn: --only takes duet or coturn",
        { Command: not "turn", Only: "coturn" } => $"{options.Command} compares with the Node.js relay: --only takes duet or node",
        // RFC 8656 section 9: permissions end after five minutes, and the generator does not refresh them.
        { Command: "turn" } when options.TurnWarmup + options.Window > TimeSpan.FromMinutes(4) => "turn takes 240 s of --warmup and --seconds together",
        _ => null,
    };

    private static (string Name, string? Value) Split(string argument, Queue<string> rest)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        if (argument is "--gso" or "--sleep") return (argument, "");
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
        "--only" => value is "duet" or "node" or "coturn" ? options with { Only = value } : null,
        "--duet" => options with { DuetPath = value },
        "--duet-argument" => options with { DuetArguments = [.. options.DuetArguments, value] },
        "--node" => options with { NodeRelayPath = value },
        "--mode" => TurnMode.TryParse(value) is { } modes ? options with { Modes = modes } : null,
        "--calls" => Number(value, 1, 1000) is { } n ? options with { Calls = n } : null,
        "--burst" => Number(value, 1, 40) is { } n ? options with { Burst = n } : null,
        "--bytes" => Number(value, PacketMark.LeastBytes, 1400) is { } n ? options with { PacketBytes = n } : null,
        "--gso" => options with { Gso = true },
        "--sleep" => options with { Sleep = true },
        "--allocations" => Number(value, 1, 10_000) is { } n ? options with { Allocations = n } : null,
        "--server-cpus" => CpuList.TryParse(value) is { } cpus ? options with { ServerCpus = cpus } : null,
        "--generator-cpus" => CpuList.TryParse(value) is { } cpus ? options with { GeneratorCpus = cpus } : null,
        "--coturn" => options with { CoturnPath = value },
        _ => null,
    };

    private static TimeSpan? Seconds(string value, int least) => Number(value, least, 3600) is { } n ? TimeSpan.FromSeconds(n) : null;

    private static int? Number(string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;
}
