using System.Net.Sockets;

namespace Duet.TestKit.Processes;

/// <summary>The web site of <c>web/examples</c>, as <c>npm run example</c> serves it: an origin of its own with calls of a Duet server in it.</summary>
public sealed class ExampleSite : IAsyncDisposable
{
    private static readonly TimeSpan _startPatience = TimeSpan.FromSeconds(30);

    private readonly int _port = FreePort.Find(SocketType.Stream);
    private ChildProcess? _process;

    /// <summary>Where it is, or will be. The server is told this before the site can be told the server's address.</summary>
    public Uri Address => new($"http://localhost:{_port}/");

    /// <summary>What lets this site hold calls on a server.</summary>
    public string Permission => $"--Duet:Signaling:AllowedOrigins:0={Address.GetLeftPart(UriPartial.Authority)}";

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="duet">The address of the Duet server.</param>
    public async Task StartAsync(Uri duet)
    {
        var environment = new Dictionary<string, string?>
        {
            ["PORT"] = _port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["DUET"] = duet.GetLeftPart(UriPartial.Authority),
        };
        _process = ChildProcess.Start("node", [Path.Combine(Solution.Root, "web", "examples", "serve.mjs")], environment: environment);
        await _process.WaitForAsync(
            "its address", output => output.Contains(Address.Authority, StringComparison.Ordinal) ? output : null, _startPatience);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
