namespace Duet.Server.Web;

/// <summary>What the page may do: run its own scripts, use camera and microphone, talk to its own server, and nothing else.</summary>
internal static class PageHeaders
{
    // 'self' in connect-src covers wss:// to the same host (CSP3 section 6.7.2.8).
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob: mediastream:; " +
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    private const string PermissionsPolicy =
        "camera=(self), microphone=(self), display-capture=(self), autoplay=(self), fullscreen=(self), geolocation=(), payment=(), usb=()";

    public static void Add(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Permissions-Policy"] = PermissionsPolicy;
        headers["Referrer-Policy"] = "no-referrer"; // A room's link is what opens the room: tell it to nobody.
        headers.XContentTypeOptions = "nosniff";
    }
}
