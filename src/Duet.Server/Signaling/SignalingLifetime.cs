using Duet.Signaling;

namespace Duet.Server.Signaling;

/// <summary>
/// Ties the signaling server to the process: it sweeps while the process runs, and says good-bye before anything else stops. Kestrel waits for
/// the connections that this ends.
/// </summary>
internal sealed class SignalingLifetime(SignalingServer server, ILogger<SignalingLifetime> logger) : BackgroundService, IHostedLifecycleService
{
    private CancellationTokenRegistration _limit;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _limit = cancellationToken.Register(() => Log.StopCutShort(logger, server.SessionCount));
        server.ShutDown();
        return Task.CompletedTask;
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => _limit.DisposeAsync().AsTask();

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => server.RunAsync(stoppingToken);
}
