using System.Text.RegularExpressions;

namespace Duet.TestKit.Processes;

/// <summary>How a test wants its server.</summary>
public sealed class DuetProcessOptions
{
    /// <summary>What is passed as <c>--urls</c>. Default: plain HTTP on a free port of 127.0.0.1. Null: nothing is passed.</summary>
    public string? Urls { get; init; } = "http://127.0.0.1:0";

    /// <summary>Further arguments, such as <c>--Duet:Ice:TransportPolicy=relay</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Environment variables to set, or, with null, to take away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The server's assembly. Default: null, the one that was built with the tests.</summary>
    public string? Assembly { get; init; }

    /// <summary>A data directory that outlives the server. Default: null, one of its own that goes with it.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The name of the network that it sees, as <c>ip netns</c> has it. Default: null, the one of the tests.</summary>
    public string? NetworkNamespace { get; init; }
}

/// <summary>The built server as a process of its own, started in a directory that has nothing to do with it.</summary>
public sealed partial class DuetProcess : IAsyncDisposable
{
    private static readonly TimeSpan _startPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _stopPatience = TimeSpan.FromSeconds(15);

    private readonly ChildProcess _process;
    private readonly TemporaryDirectory _directory;

    private DuetProcess(ChildProcess process, TemporaryDirectory directory)
    {
        _process = process;
        _directory = directory;
    }

    /// <summary>The first address that the server printed, with a slash at its end.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The signaling endpoint at that address.</summary>
    public Uri SignalingEndpoint =>
        new UriBuilder(Address) { Scheme = Address.Scheme == Uri.UriSchemeHttps ? "wss" : "ws", Path = "/ws" }.Uri;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Everything the server has printed so far.</summary>
    public string Output => _process.Output;

    /// <summary>Starts a server on a free port and waits until it listens.</summary>
    public static Task<DuetProcess> StartAsync(params string[] arguments) => StartAsync(new DuetProcessOptions { Arguments = arguments });

    /// <summary>Starts a server and waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">It did not come up; the message holds its whole output.</exception>
    public static async Task<DuetProcess> StartAsync(DuetProcessOptions options)
    {
        var server = Launch(options);
        try
        {
            server.Address = await server._process.WaitForAsync("an address that it listens on", FindAddress, _startPatience);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a server that is expected to end by itself, for example at a bad option, and returns its exit code and output.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEndAsync(params string[] arguments)
    {
        await using var server = Launch(new DuetProcessOptions { Arguments = arguments });
        var exitCode = await server._process.WaitForExitAsync(_startPatience);
        return (exitCode, server.Output);
    }

    /// <summary>Waits until the server has printed a line that contains <paramref name="text"/>, and returns that line.</summary>
    public Task<string> WaitForLineAsync(string text) => _process.WaitForAsync(
        $"a line with '{text}'",
        output => output.Split('\n').FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)),
        _startPatience);

    /// <summary>Ends the server as an operating system does (SIGTERM), or as Ctrl+C does (SIGINT), and returns its exit code.</summary>
    public Task<int> StopAsync(bool asCtrlC = false) => _process.StopAsync(_stopPatience, asCtrlC);

    /// <summary>The server does nothing until <see cref="Continue"/>.</summary>
    public void Pause() => _process.Pause();

    /// <summary>Goes on after <see cref="Pause"/>.</summary>
    public void Continue() => _process.Continue();

    /// <summary>Ends the server without its having a say.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }

    private static DuetProcess Launch(DuetProcessOptions options)
    {
        var assembly = options.Assembly ?? Path.Combine(Solution.Root, "src", "Duet.Server", "bin", Solution.Configuration, "net10.0", "Duet.Server.dll");
        if (!File.Exists(assembly))
        {
            throw new InvalidOperationException($"{assembly} is missing: build Duet.slnx in the {Solution.Configuration} configuration.");
        }

        var directory = new TemporaryDirectory();
        List<string> arguments = [assembly, $"--Duet:DataDirectory={options.DataDirectory ?? directory.File("data")}", "--Duet:Turn:Port=0"];
        if (options.Urls is not null)
        {
            arguments.AddRange(["--urls", options.Urls]);
        }

        arguments.AddRange(options.Arguments);
        return new DuetProcess(
            ChildProcess.Start("dotnet", arguments, directory.Path, options.Environment, options.NetworkNamespace), directory);
    }

    private static Uri? FindAddress(string output) => AddressPattern().Match(output) is { Success: true } match ? new Uri(match.Value) : null;

    // A port that is not 0, so that a warning which repeats the configured address is not taken for the one that is listened on.
    [GeneratedRegex(@"https?://(\[[0-9a-fA-F:]+\]|[^\s/:\[\]\x1b]+):[1-9][0-9]*")]
    private static partial Regex AddressPattern();
}
