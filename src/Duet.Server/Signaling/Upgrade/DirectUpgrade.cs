using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using Duet.Signaling;
using Microsoft.AspNetCore.Connections;

namespace Duet.Server.Signaling.Upgrade;

/// <summary>
/// Serves a plain upgrade of <c>/ws</c> that we would accept right on its connection, without an HTTP request that would stay in memory as
/// long as it (docs/decisions/0005 has the figures). Everything else, every refusal included, is HTTP's.
/// </summary>
internal sealed class DirectUpgrade(
    SignalingServer server,
    SignalingOptions options,
    OriginPolicy origins,
    IConfiguration configuration,
    TimeProvider time,
    ILogger<DirectUpgrade> logger) : BackgroundService
{
    // Host filtering is middleware of the HTTP pipeline: where it was asked for, nothing may go around it.
    private readonly bool _isAllowed = configuration["AllowedHosts"] is null or "" or "*";

    private readonly ConcurrentDictionary<ConnectionWebSocket, byte> _sockets = new();

    /// <summary>The upgrade that <paramref name="buffer"/> begins with, if it is one to take; null leaves it to HTTP.</summary>
    /// <param name="buffer">What the client has sent so far.</param>
    /// <param name="end">Where the request ends and frames begin.</param>
    public UpgradeRequest? TryTake(in ReadOnlySequence<byte> buffer, out SequencePosition end)
    {
        end = buffer.Start;
        return _isAllowed
            && UpgradeRequest.Read(buffer, out end) is { } request
            && origins.Allows(request.Origin, new HostString(request.Host!))
            ? request
            : null;
    }

    /// <summary>Answers the upgrade and serves the WebSocket until it is over.</summary>
    public async Task ServeAsync(ConnectionContext connection, UpgradeRequest request, bool isTls)
    {
        await connection.Transport.Output.WriteAsync(UpgradeResponse.For(request.Key!));
        using var socket = new ConnectionWebSocket(connection, time);
        _sockets.TryAdd(socket, 0);
        try
        {
            var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
            var end = await server.ServeAsync(socket, address, Reached.At(new HostString(request.Host!), isTls));
            Log.SessionEnded(logger, connection.ConnectionId, end.Reason);
        }
        finally
        {
            _sockets.TryRemove(socket, out _);
        }
    }

    /// <summary>Watches over all of them with one timer, a quarter of the shorter time apart.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = TimeSpan.FromTicks(Math.Min(options.PingInterval.Ticks, options.PingTimeout.Ticks) / 4);
        using var sweep = new PeriodicTimer(interval, time);
        try
        {
            while (await sweep.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var (socket, _) in _sockets) _ = socket.WatchAsync(options.PingInterval, options.PingTimeout); // Fails without a word.
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping is how this ends.
        }
    }
}
