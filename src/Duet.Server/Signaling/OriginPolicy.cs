using Microsoft.Extensions.Primitives;

namespace Duet.Server.Signaling;

/// <summary>
/// Which pages may open <c>/ws</c>: those of our own origin and those that were configured. Browsers send <c>Origin</c> (RFC 6455
/// section 10.2) and cannot be made to lie about it; a client without one is no browser and is let in.
/// </summary>
internal sealed class OriginPolicy(IEnumerable<string> allowedOrigins)
{
    public const string Allowed = "an origin such as https://example.org: scheme, host and port, without a path";

    private readonly HashSet<string> _allowed = new(allowedOrigins, StringComparer.OrdinalIgnoreCase);

    public static bool IsOrigin(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), value, StringComparison.OrdinalIgnoreCase);

    public bool Allows(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        if (StringValues.IsNullOrEmpty(origin)) return true;
        if (origin.Count != 1) return false;

        return _allowed.Contains(origin[0]!) || IsOwn(origin[0]!, request.Host);
    }

    // The scheme is left out of it: behind a proxy that ends TLS we see http where the browser sees https.
    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && IsOrigin(origin)
        && host.HasValue
        && string.Equals(uri.Authority, WithoutDefaultPort(host, uri.Scheme), StringComparison.OrdinalIgnoreCase);

    private static string WithoutDefaultPort(HostString host, string scheme) =>
        host.Port == (scheme == Uri.UriSchemeHttps ? 443 : 80) ? host.Host : host.Value!;
}
