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

    /// <param name="origin">The <c>Origin</c> header, or null where there is none.</param>
    /// <param name="host">The <c>Host</c> header.</param>
    public bool Allows(string? origin, HostString host) => string.IsNullOrEmpty(origin) || _allowed.Contains(origin) || IsOwn(origin, host);

    // The scheme is left out of it: behind a proxy that ends TLS we see http where the browser sees https.
    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && IsOrigin(origin)
        && host.HasValue
        && string.Equals(uri.Authority, WithoutDefaultPort(host, uri.Scheme), StringComparison.OrdinalIgnoreCase);

    private static string WithoutDefaultPort(HostString host, string scheme) =>
        host.Port == (scheme == Uri.UriSchemeHttps ? 443 : 80) ? host.Host : host.Value!;
}
