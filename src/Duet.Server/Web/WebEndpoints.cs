namespace Duet.Server.Web;

/// <summary>The page at <c>/</c> and at every room's link, and its files.</summary>
internal static class WebEndpoints
{
    private static readonly string[] _methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapWebClient(this IEndpointRouteBuilder endpoints, WebClient client)
    {
        endpoints.MapMethods("/", _methods, context => SendPageAsync(context, client));
        endpoints.MapMethods("/r/{room}", _methods, context => SendPageAsync(context, client));
        endpoints.MapMethods("/{**path}", _methods, context => SendFileAsync(context, client));
    }

    private static Task SendPageAsync(HttpContext context, WebClient client)
    {
        PageHeaders.Add(context.Response.Headers);
        return WebAssetResponse.SendAsync(context, client.Index);
    }

    private static Task SendFileAsync(HttpContext context, WebClient client)
    {
        PageHeaders.Add(context.Response.Headers);
        if (client.Find(context.Request.Path) is { } asset) return WebAssetResponse.SendAsync(context, asset);

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync("There is nothing here. A room's link looks like /r/name.\n", context.RequestAborted);
    }
}
