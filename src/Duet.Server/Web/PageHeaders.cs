namespace Duet.Server.Web;

/// <summary>
/// What the page may do: run its own scripts, use camera, microphone and screen, talk to its own server, and nothing else. And who may do
/// what with it: pages of allowed origins may frame it, and use the files that <c>&lt;duet-call&gt;</c> is made of.
/// </summary>
/// <param name="allowedOrigins">As <c>Duet:Signaling:AllowedOrigins</c> has them.</param>
internal sealed class PageHeaders(IEnumerable<string> allowedOrigins)
{
    private const string PermissionsPolicy =
        "camera=(self), microphone=(self), speaker-selection=(self), display-capture=(self), autoplay=(self), fullscreen=(self), " +
        "picture-in-picture=(self), screen-wake-lock=(self), clipboard-write=(self), web-share=(self), " +
        "geolocation=(), payment=(), usb=(), serial=(), hid=(), bluetooth=(), midi=()";

    // 'self' in connect-src covers wss:// to the same host (CSP3 section 6.7.2.8).
    private readonly string _contentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob: mediastream:; " +
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; " +
        $"frame-ancestors {string.Join(' ', ["'self'", .. allowedOrigins])}";

    public void Add(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = _contentSecurityPolicy;
        headers["Permissions-Policy"] = PermissionsPolicy;
        headers["Referrer-Policy"] = "no-referrer"; // A room's link is what opens the room: tell it to nobody.
        headers["Cross-Origin-Opener-Policy"] = "same-origin"; // Who opens the page in a window keeps no handle on it.
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.XContentTypeOptions = "nosniff";
    }

    /// <summary>
    /// For a file that pages of other origins load as a part of themselves. Of any origin: who may call is decided where a call begins, at
    /// <c>/ws</c>, and only an element that has loaded can say to a page of another origin that it may not.
    /// </summary>
    public void AddShared(IHeaderDictionary headers)
    {
        Add(headers);
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.AccessControlAllowOrigin = "*";
    }
}
