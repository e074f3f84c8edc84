using Duet.Browser.Tests;
using Duet.Browser.Tests.PlainClient;
using Duet.TestKit.Processes;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace Duet.Browser.Tests;

/// <summary>
/// One server, and one host of clients that are not ours, for all tests that want nothing special of theirs: started when the first test
/// wants it. What keeps the tests apart is that each scene has a room of its own.
/// </summary>
public sealed class SharedServer : IAsyncDisposable
{
    private readonly Lazy<Task<(DuetProcess Server, PlainClientHost Clients)>> _started = new(StartAsync);

    public async Task<DuetProcess> GetAsync() => (await _started.Value).Server;

    /// <summary>Serves existing clients' pages, on an origin that the server lets in.</summary>
    internal async Task<PlainClientHost> PlainClientsAsync() => (await _started.Value).Clients;

    public async ValueTask DisposeAsync()
    {
        if (_started.IsValueCreated && _started.Value.IsCompletedSuccessfully)
        {
            var (server, clients) = await _started.Value;
            await server.DisposeAsync();
            await clients.DisposeAsync();
        }
    }

    private static async Task<(DuetProcess Server, PlainClientHost Clients)> StartAsync()
    {
        var clients = await PlainClientHost.StartAsync();
        return (await DuetProcess.StartAsync($"--Duet:Signaling:AllowedOrigins:0={clients.Origin}"), clients);
    }
}
