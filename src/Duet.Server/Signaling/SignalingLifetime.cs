using Duet.Signaling;

namespace Duet.Server.Signaling;

/// <summary>Ties the signaling server to the process: it sweeps while the process runs, and says good-bye the moment it is told to stop.</summary>
internal sealed class SignalingLifetime(SignalingServer server, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Kestrel waits for open connections before it stops the services, so this must come before both.
        await using var registration = lifetime.ApplicationStopping.Register(server.ShutDown);
        await server.RunAsync(stoppingToken);
    }
}
