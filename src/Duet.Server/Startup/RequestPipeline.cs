using Duet.Server.Signaling;
using Duet.Server.Web;
using Duet.Signaling;

namespace Duet.Server.Startup;

/// <summary>Which address answers with what.</summary>
internal static class RequestPipeline
{
    public static void MapDuet(this WebApplication app)
    {
        var signaling = app.Services.GetRequiredService<SignalingOptions>();
        var endpoint = app.Services.GetRequiredService<SignalingEndpoint>();

        app.UseForwardedHeaders();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = signaling.PingInterval, KeepAliveTimeout = signaling.PingTimeout });
        app.Map("/ws", endpoint.ServeAsync);
        app.MapPost("/leave", app.Services.GetRequiredService<LeaveEndpoint>().AnswerAsync);
        app.MapHealthChecks("/healthz/live");
        app.MapHealthChecks("/healthz/ready");
        app.Services.GetRequiredService<WebEndpoints>().Map(app);
    }
}
