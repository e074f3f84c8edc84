using Duet.Signaling.Ice;

namespace Duet.Server.Signaling;

/// <summary>Reads from a request under which address its client reached us.</summary>
internal static class Reached
{
    private const int HttpsPort = 443;

    /// <param name="host">The Host header.</param>
    /// <param name="isTls">Whether TLS ends in this process: a proxy's port knows no TURN.</param>
    public static ReachedAddress? At(HostString host, bool isTls) =>
        host.Host is { Length: > 0 } name ? new ReachedAddress(name, isTls ? host.Port ?? HttpsPort : null) : null;
}
