using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using Duet.Signaling;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Duet.Server.Signaling.Upgrade;

/// <summary>
/// Looks at the first bytes of a connection. Where they are a plain upgrade of <c>/ws</c> that we would accept, the WebSocket is served right
/// on the connection, without an HTTP request that would stay in memory as long as it (docs/decisions/0005 has the figures). Everything else,
/// every refusal included, is HTTP's.
/// </summary>
internal sealed class DirectUpgrade(
    SignalingServer server,
    SignalingOptions options,
    OriginPolicy origins,
    IOptions<KestrelServerOptions> kestrel,
    IConfiguration configuration,
    TimeProvider time,
    ILogger<DirectUpgrade> logger) : BackgroundService
{
    // Host filtering is middleware of the HTTP pipeline: where it was asked for, nothing may go around it.
    private readonly bool _isAllowed = configuration["AllowedHosts"] is null or "" or "*";

    private readonly ConcurrentDictionary<ConnectionWebSocket, byte> _sockets = new();

    public ConnectionDelegate Before(ConnectionDelegate http) => _isAllowed ? connection => ServeAsync(connection, http) : http;

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

    private async Task ServeAsync(ConnectionContext connection, ConnectionDelegate http)
    {
        if (await ReadRequestAsync(connection) is { } request) await ServeAsync(connection, request);
        else await http(connection);
    }

    /// <summary>Null leaves every byte where it was, for HTTP to read; a server that stops and a connection that is over are HTTP's as well.</summary>
    private async Task<UpgradeRequest?> ReadRequestAsync(ConnectionContext connection)
    {
        using var timeout = new CancellationTokenSource(kestrel.Value.Limits.RequestHeadersTimeout, time);
        var input = connection.Transport.Input;
        var closing = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        await using var registration = closing.UnsafeRegister(static input => ((PipeReader)input!).CancelPendingRead(), input);
        try
        {
            var buffer = (await input.ReadAsync(timeout.Token)).Buffer;
            var request = UpgradeRequest.Read(buffer, out var end);
            if (request is not null && origins.Allows(request.Origin, new HostString(request.Host!)))
            {
                input.AdvanceTo(end);
                return request;
            }

            input.AdvanceTo(buffer.Start);
            return null;
        }
        catch (Exception over) when (over is OperationCanceledException or IOException)
        {
            connection.Abort(new ConnectionAbortedException("Nothing was sent in time, or the client is gone."));
            return null;
        }
    }

    private async Task ServeAsync(ConnectionContext connection, UpgradeRequest request)
    {
        await connection.Transport.Output.WriteAsync(UpgradeResponse.For(request.Key!));
        using var socket = new ConnectionWebSocket(connection, time);
        _sockets.TryAdd(socket, 0);
        try
        {
            var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
            var end = await server.ServeAsync(socket, address);
            Log.SessionEnded(logger, connection.ConnectionId, end.Reason);
        }
        finally
        {
            _sockets.TryRemove(socket, out _);
        }
    }
}
