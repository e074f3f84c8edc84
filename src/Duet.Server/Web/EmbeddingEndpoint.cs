using Duet.Server.Signaling;

namespace Duet.Server.Web;

/// <summary>
/// Tells a page whether it may hold calls. <c>&lt;duet-call&gt;</c> asks before it does anything else: a browser does not tell a page that
/// its WebSocket was refused for its origin, so the element could not say what is wrong.
/// </summary>
internal sealed class EmbeddingEndpoint(OriginPolicy origins)
{
    public Task AnswerAsync(HttpContext context)
    {
        var isAllowed = origins.Allows(context.Request.Headers.Origin, context.Request.Host);
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(isAllowed ? """{"allowed":true}""" : """{"allowed":false}""", context.RequestAborted);
    }
}
