using Microsoft.Net.Http.Headers;

namespace Duet.Server.Web;

/// <summary>Answers a GET or HEAD with a file, in the best encoding that the client takes, or with 304 where it has it already.</summary>
internal static class WebAssetResponse
{
    public static async Task SendAsync(HttpContext context, WebAsset asset)
    {
        var headers = context.Response.GetTypedHeaders();
        headers.ETag = asset.ETag;
        context.Response.Headers.CacheControl = asset.CacheControl;
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Compare(asset.ETag, useStrongComparison: false)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (body, encoding) = Negotiate(context.Request, asset);
        if (encoding is not null) context.Response.Headers.ContentEncoding = encoding;
        context.Response.ContentType = asset.ContentType;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static (byte[] Body, string? Encoding) Negotiate(HttpRequest request, WebAsset asset)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        if (asset.Brotli is not null && Accepts(accepted, "br")) return (asset.Brotli, "br");
        if (asset.Gzip is not null && Accepts(accepted, "gzip")) return (asset.Gzip, "gzip");
        return (asset.Identity, null);
    }

    private static bool Accepts(IList<StringWithQualityHeaderValue> accepted, string encoding) =>
        accepted.Any(entry => entry.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && entry.Quality is not 0);
}
