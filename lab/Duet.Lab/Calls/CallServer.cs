using Duet.Lab.Namespaces;
using Duet.TestKit.Processes;

namespace Duet.Lab.Calls;

/// <summary>The Duet server in its network, on the usual ports.</summary>
internal sealed class CallServer : IAsyncDisposable
{
    private readonly NetworkNamespace _network;
    private readonly bool _hasNginx;
    private DuetProcess? _server;
    private NginxProcess? _nginx;

    private CallServer(NetworkNamespace network, bool hasNginx) => (_network, _hasNginx) = (network, hasNginx);

    /// <summary>What it has printed since its last start.</summary>
    public string Output => _server?.Output ?? "";

    public static async Task<CallServer> StartAsync(NetworkNamespace network, bool hasNginx)
    {
        var server = new CallServer(network, hasNginx);
        await server.StartAsync();
        if (hasNginx) server._nginx = await NginxProcess.StartInNetworkAsync(new Uri("http://127.0.0.1:8080"), network.Name);
        return server;
    }

    /// <summary>Starts it again, after <see cref="KillAsync"/>; returns when it listens.</summary>
    public async Task StartAsync() => _server = await DuetProcess.StartAsync(new DuetProcessOptions
    {
        Urls = _hasNginx ? "http://127.0.0.1:8080" : "https://*:443",
        Arguments = ["--Duet:Turn:Port=3478"],
        DataDirectory = LabDirectory.File(_network.Name),
        NetworkNamespace = _network.Name,
    });

    /// <summary>Ends it as a lack of memory does: nobody is told anything.</summary>
    public async Task KillAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _server = null;
    }

    public void Pause() => _server!.Pause();

    public void Continue() => _server!.Continue();

    public async ValueTask DisposeAsync()
    {
        if (_nginx is not null) await _nginx.DisposeAsync();
        await KillAsync();
    }
}
