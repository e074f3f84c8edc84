using System.Globalization;
using System.Net;
using Duet.Signaling.Ice;
using Duet.Turn.Authentication;

namespace Duet.Server.Relay;

/// <summary>What clients are told of the relay in this process: where it is, and credentials of their own.</summary>
/// <param name="credentials">Makes and ends them.</param>
/// <param name="endpoints">Where the relay listens; asked when it has started.</param>
internal sealed class EmbeddedRelay(TurnCredentials credentials, Func<RelayEndpoints> endpoints)
{
    private static readonly TimeSpan _preparationLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Credentials that end after five minutes by themselves.</summary>
    public TurnCredential Prepare() => credentials.Mint(RandomName(), _preparationLifetime);

    /// <summary>Credentials that are good until they are ended.</summary>
    public TurnCredential Issue() => credentials.Issue();

    /// <summary>Makes prepared credentials last until they are ended.</summary>
    public void Adopt(TurnCredential prepared) => credentials.Adopt(prepared.Username);

    /// <summary>Ends credentials, and all that was made with them.</summary>
    public void End(TurnCredential credential) => credentials.Revoke(credential.Username);

    /// <summary>Where a client reaches the relay: under the name by which it reached us.</summary>
    public IEnumerable<IceServer> ServersFor(ReachedAddress? reachedAt, TurnCredential credential)
    {
        var ports = endpoints();
        var host = reachedAt is { } reached && HostSyntax.IsValid(reached.Host) ? reached.Host : ports.FallbackHost;
        var udp = Port(host, ports.Udp);
        List<string> relays = [$"turn:{udp}?transport=udp", $"turn:{Port(host, ports.Tcp)}?transport=tcp"];
        if (reachedAt?.TlsPort is > 0 and <= IPEndPoint.MaxPort and var tlsPort) relays.Add($"turns:{Port(host, tlsPort)}?transport=tcp");

        return
        [
            new IceServer([$"stun:{udp}"], null, null),
            new IceServer(relays, credential.Username, credential.Password),
        ];
    }

    private static string Port(string host, int port) => string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");

    private static string RandomName() => Guid.NewGuid().ToString("N");
}
