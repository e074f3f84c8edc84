using System.Buffers;
using System.IO.Pipelines;
using Duet.Server.Relay;
using Duet.Server.Signaling.Upgrade;
using Duet.Turn;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Duet.Server.Startup;

/// <summary>
/// Tells connections apart by their first bytes, decrypted: TURN is the relay's, a plain upgrade of <c>/ws</c> is served right on the
/// connection, and everything else is HTTP's. So one port is enough, also where a network lets nothing but TCP 443 out.
/// </summary>
internal sealed class FirstBytes(
    RelayConnections relay, DirectUpgrade upgrade, IOptions<KestrelServerOptions> kestrel, TimeProvider time)
{
    public ConnectionDelegate Before(ConnectionDelegate http) => connection => ServeAsync(connection, http);

    private async Task ServeAsync(ConnectionContext connection, ConnectionDelegate http)
    {
        var (isTurn, request) = await LookAsync(connection);
        if (isTurn) await ServeTurnAsync(connection);
        else if (request is not null) await upgrade.ServeAsync(connection, request, IsTls(connection));
        else await ServeHttpAsync(connection, http);
    }

    private async Task ServeHttpAsync(ConnectionContext connection, ConnectionDelegate http)
    {
        await using var idle = PageConnection.Apply(connection, time);
        await http(connection);
    }

    private async Task ServeTurnAsync(ConnectionContext connection)
    {
        await using var registration = ReadNoMoreWhenClosing(connection); // A server that stops would wait for a client that stays.
        await relay.ServeAsync(connection, IsTls(connection));
    }

    /// <summary>Neither leaves every byte where it was, for HTTP to read; a server that stops and a connection that is over are HTTP's as well.</summary>
    private async Task<(bool IsTurn, UpgradeRequest? Request)> LookAsync(ConnectionContext connection)
    {
        using var timeout = new CancellationTokenSource(kestrel.Value.Limits.RequestHeadersTimeout, time);
        var input = connection.Transport.Input;
        await using var registration = ReadNoMoreWhenClosing(connection);
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(timeout.Token);
                var isTurn = relay.AreServed ? IsTurn(read.Buffer) : false;
                if (isTurn is null && !read.IsCompleted && !read.IsCanceled)
                {
                    input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                    continue;
                }

                return isTurn is true ? (true, Leave(input, read.Buffer)) : (false, TakeUpgrade(input, read.Buffer));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or IOException)
        {
            connection.Abort(new ConnectionAbortedException("Nothing was sent in time, or the client is gone."));
            return (false, null);
        }
    }

    private static CancellationTokenRegistration ReadNoMoreWhenClosing(ConnectionContext connection)
    {
        var closing = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        return closing.UnsafeRegister(static input => ((PipeReader)input!).CancelPendingRead(), connection.Transport.Input);
    }

    private UpgradeRequest? TakeUpgrade(PipeReader input, in ReadOnlySequence<byte> buffer)
    {
        if (upgrade.TryTake(buffer, out var end) is not { } request) return Leave(input, buffer);

        input.AdvanceTo(end);
        return request;
    }

    private static UpgradeRequest? Leave(PipeReader input, in ReadOnlySequence<byte> buffer)
    {
        input.AdvanceTo(buffer.Start);
        return null;
    }

    private static bool? IsTurn(in ReadOnlySequence<byte> buffer)
    {
        Span<byte> beginning = stackalloc byte[TurnServer.BytesToTell];
        beginning = beginning[..(int)Math.Min(buffer.Length, TurnServer.BytesToTell)];
        buffer.Slice(0, beginning.Length).CopyTo(beginning);
        return TurnServer.IsTurn(beginning);
    }

    private static bool IsTls(ConnectionContext connection) => connection.Features.Get<ITlsHandshakeFeature>() is not null;
}
