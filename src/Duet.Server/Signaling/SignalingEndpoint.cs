using System.Net;
using Duet.Signaling;
using Microsoft.AspNetCore.Connections.Features;

namespace Duet.Server.Signaling;

/// <summary>Turns an HTTP request for <c>/ws</c> into a session of the signaling server: behind a proxy, over HTTP/2, and to refuse.</summary>
internal sealed class SignalingEndpoint(SignalingServer server, OriginPolicy origins, ILogger<SignalingEndpoint> logger)
{
    public async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket"; // RFC 9110 section 15.5.22
            context.Connection.RequestClose(); // A page that asks whether we can be reached would learn nothing from a connection that it has.
            await RefuseAsync(context, StatusCodes.Status426UpgradeRequired, "This address speaks WebSocket (RFC 6455) only.");
            return;
        }

        if (!origins.Allows(context.Request.Headers.Origin, context.Request.Host))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "Pages of this origin may not connect: see Duet:Signaling:AllowedOrigins.");
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var end = await server.ServeAsync(
            socket, context.Connection.RemoteIpAddress ?? IPAddress.None, Reached.At(context.Request.Host, IsTlsEndedHere(context)));
        Log.SessionEnded(logger, context.Connection.Id, end.Reason);
    }

    // Not the scheme, which a proxy in front may have named; and a proxy may speak TLS with us, but its own port knows no TURN.
    private static bool IsTlsEndedHere(HttpContext context) =>
        context.Features.Get<ITlsHandshakeFeature>() is not null
        && !context.Request.Headers.Keys.Any(name =>
            name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase));

    private static Task RefuseAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(sentence + "\n", context.RequestAborted);
    }
}
