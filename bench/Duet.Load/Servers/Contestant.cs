using System.Net;

namespace Duet.Load.Servers;

/// <summary>A server to measure: how to start it on a free port of 127.0.0.1.</summary>
internal sealed record Contestant(string Name, string Executable, IReadOnlyList<string> Arguments)
{
    public const string Duet = "duet";
    public const string Node = "node";
    public const string Coturn = "coturn";

    /// <summary>Stands in an argument for the directory that a run of the server gets for itself.</summary>
    public const string DataDirectory = "{data}";

    /// <summary>Where the server was told to listen; null for one that prints where it does.</summary>
    public IPEndPoint? ListensOn { get; init; }

    /// <summary>Puts into the data directory what the server needs there to start.</summary>
    public Action<DirectoryInfo>? Prepare { get; init; }

    /// <summary>In the order in which each round runs them.</summary>
    /// <exception cref="LoadException">A server is not built or not installed.</exception>
    public static IReadOnlyList<Contestant> Chosen(LoadOptions options) => options.Only switch
    {
        Duet => [DuetServer(options)],
        Node => [NodeRelay(options)],
        _ => [DuetServer(options), NodeRelay(options)],
    };

    /// <exception cref="LoadException">It is not built.</exception>
    public static string DuetAssembly(LoadOptions options)
    {
        var assembly = Path.GetFullPath(options.DuetPath);
        return File.Exists(assembly)
            ? assembly
            : throw new LoadException($"{assembly} is missing: dotnet build -c Release src/Duet.Server, or name it with --duet");
    }

    private static Contestant DuetServer(LoadOptions options)
    {
        // Every connection of a load test comes from one address and is as fast as the test wants it: those two limits are out of the way.
        return new Contestant(Duet, "dotnet",
        [
            DuetAssembly(options), "--urls", "http://127.0.0.1:0", $"--Duet:DataDirectory={DataDirectory}",
            "--Duet:Signaling:ConnectionsPerAddress=1000000",
            "--Duet:Signaling:MessagesPerSecond=100000",
            "--Duet:Signaling:MessageBurst=100000",
            .. options.DuetArguments,
        ]);
    }

    private static Contestant NodeRelay(LoadOptions options)
    {
        var directory = Path.GetFullPath(options.NodeRelayPath);
        if (!Directory.Exists(Path.Combine(directory, "node_modules", "ws")))
            throw new LoadException($"{directory} is not installed: npm ci in it");
        return new Contestant(Node, "node", [Path.Combine(directory, "relay.js"), "0"]);
    }
}
