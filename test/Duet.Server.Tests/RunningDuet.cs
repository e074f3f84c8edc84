using System.Collections.Concurrent;
using Duet.Server.Startup;
using Duet.Signaling;
using Duet.TestKit.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Duet.Server.Tests;

/// <summary>The whole application within the test's process, on a free port, with time that the test moves.</summary>
internal sealed class RunningDuet : IAsyncDisposable
{
    private readonly ConcurrentQueue<SignalingClient> _clients = new();
    private readonly WebApplication _app;
    private readonly TemporaryDirectory _directory;

    private RunningDuet(WebApplication app, TemporaryDirectory directory, ManualTimeProvider time)
    {
        _app = app;
        Sweeps = app.Services.GetServices<IHostedService>().Count(service => service is BackgroundService);
        _directory = directory;
        Time = time;
    }

    public ManualTimeProvider Time { get; }

    /// <summary>How many timers run as long as the server does: one for each of its background services.</summary>
    public int Sweeps { get; }

    public Uri Address => new(_app.Urls.First());

    public Uri SignalingEndpoint => new UriBuilder(Address) { Scheme = Address.Scheme == "https" ? "wss" : "ws", Path = "/ws" }.Uri;

    public SignalingServer Signaling => _app.Services.GetRequiredService<SignalingServer>();

    public string DataDirectory => _directory.File("data");

    public static Task<RunningDuet> StartAsync(params string[] args) => StartAtAsync("http://127.0.0.1:0", args);

    public static async Task<RunningDuet> StartAtAsync(string urls, params string[] args)
    {
        var directory = new TemporaryDirectory();
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        string[] own =
        [
            "--urls", urls, $"--Duet:DataDirectory={directory.File("data")}", "--Duet:Turn:Port=0", "--Duet:Turn:ListenAddresses:0=127.0.0.1",
            "--Logging:LogLevel:Default=None",
        ];
        var app = DuetApplication.Build([.. own, .. args], services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time)));
        await app.StartAsync();
        var duet = new RunningDuet(app, directory, time);

        // The host does not wait for them, and a timer that begins after a test moved time would miss that.
        await Eventually.IsTrueAsync(() => time.ArmedTimers >= duet.Sweeps, "the background services sweep");
        return duet;
    }

    public async Task<SignalingClient> ConnectAsync(string? origin = null)
    {
        var client = await SignalingClient.ConnectAsync(SignalingEndpoint, origin);
        _clients.Enqueue(client);
        return client;
    }

    /// <summary>A client that sits in a room.</summary>
    public async Task<SignalingClient> JoinAsync(string roomId, string uid)
    {
        var client = await ConnectAsync();
        await client.JoinAsync(roomId, uid);
        return client;
    }

    /// <summary>Two clients in one room, both of whom have heard of each other.</summary>
    public async Task<(SignalingClient Anna, SignalingClient Ben)> PairAsync(string roomId = "room")
    {
        var anna = await JoinAsync(roomId, "anna");
        var ben = await JoinAsync(roomId, "ben");
        await ben.ReceiveAsync("resp-join");
        await anna.ReceiveAsync("new-peer");
        return (anna, ben);
    }

    public HttpClient CreateHttpClient() => new(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        AllowAutoRedirect = false,
    })
    {
        BaseAddress = Address,
    };

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        // Clients that do not read would be waited for, as long as the closing handshake may take.
        foreach (var client in _clients) client.Abort();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _directory.Dispose();
    }
}
