using Duet.Signaling;

namespace Duet.Server.Signaling;

/// <summary>
/// Leaves a seat without its connection: <c>POST /leave</c>, for the beacon that a browser still sends when a page is gone. The secret in the body
/// says whose seat it is; a beacon can carry no header.
/// </summary>
internal sealed class LeaveEndpoint(SignalingServer server, OriginPolicy origins, IHostApplicationLifetime lifetime)
{
    private const int MaxBodyBytes = 4096;

    public async Task AnswerAsync(HttpContext context)
    {
        if (!origins.Allows(context.Request.Headers.Origin, context.Request.Host))
        {
            await AnswerAsync(context, StatusCodes.Status403Forbidden, "Pages of this origin may not connect: see Duet:Signaling:AllowedOrigins.");
            return;
        }

        if (!IsJson(context.Request.ContentType) || await ReadAsync(context) is not { } body)
        {
            await AnswerAsync(context, StatusCodes.Status400BadRequest, $"The body must be JSON, as text/plain or application/json, of at most {MaxBodyBytes} bytes.");
            return;
        }

        await (server.Leave(body.Span, out var fault) switch
        {
            LeaveOutcome.Malformed => AnswerAsync(context, StatusCodes.Status400BadRequest, fault!),
            LeaveOutcome.NoSuchSeat => AnswerAsync(context, StatusCodes.Status404NotFound, "There is no such seat."),
            _ => AnswerAsync(context, StatusCodes.Status204NoContent, null),
        });
    }

    // A browser sends a beacon's string as text/plain.
    private static bool IsJson(string? contentType) =>
        contentType?.Split(';')[0].Trim() is { } type
        && (type.Equals("text/plain", StringComparison.OrdinalIgnoreCase) || type.Equals("application/json", StringComparison.OrdinalIgnoreCase));

    // Null where it is too long, however long.
    private async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContext context)
    {
        // A server that stops would wait for the rest of a body.
        await using var registration = lifetime.ApplicationStopping.UnsafeRegister(static context => ((HttpContext)context!).Abort(), context);
        var buffer = new byte[MaxBodyBytes + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        return length > MaxBodyBytes ? null : buffer.AsMemory(0, length);
    }

    private static Task AnswerAsync(HttpContext context, int status, string? sentence)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return sentence is null ? Task.CompletedTask : context.Response.WriteAsync(sentence + "\n", context.RequestAborted);
    }
}
