namespace Duet.Server.Web;

/// <summary>The page at <c>/</c> and at every room's link, its files, and what pages of other origins hold calls with.</summary>
internal sealed class WebEndpoints(WebClient client, PageHeaders headers, EmbeddingEndpoint embedding)
{
    private static readonly string[] _methods = [HttpMethods.Get, HttpMethods.Head];

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/", _methods, SendPageAsync);
        endpoints.MapMethods("/r/{room}", _methods, SendPageAsync);
        endpoints.MapGet("/embed/origin", embedding.AnswerAsync);
        endpoints.MapMethods("/{**path}", _methods, SendFileAsync);
    }

    private Task SendPageAsync(HttpContext context)
    {
        headers.Add(context.Response.Headers);
        return WebAssetResponse.SendAsync(context, client.Index);
    }

    private Task SendFileAsync(HttpContext context)
    {
        var asset = client.Find(context.Request.Path);
        if (asset is { IsShared: true }) headers.AddShared(context.Response.Headers);
        else headers.Add(context.Response.Headers);
        if (asset is not null) return WebAssetResponse.SendAsync(context, asset);

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync("There is nothing here. A room's link looks like /r/name.\n", context.RequestAborted);
    }
}
