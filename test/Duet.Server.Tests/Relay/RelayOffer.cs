using System.Globalization;
using System.Text.Json.Nodes;

namespace Duet.Server.Tests.Relay;

/// <summary>What <c>joined</c> or <c>prepared</c> told of the embedded relay.</summary>
internal sealed record RelayOffer(IReadOnlyList<string> Urls, string Username, string Password)
{
    public int UdpPort => PortOf("stun:");

    public int TcpPort => PortOf("turn:", "?transport=tcp");

    public static RelayOffer Of(JsonObject answer)
    {
        var servers = answer["iceServers"]!.AsArray();
        var urls = servers.SelectMany(server => server!["urls"]!.AsArray()).Select(url => url!.GetValue<string>());
        return new RelayOffer([.. urls], servers[1]!["username"]!.GetValue<string>(), servers[1]!["credential"]!.GetValue<string>());
    }

    /// <summary>The same with the relay's own ports, which each run chooses anew, named.</summary>
    public IEnumerable<string> UrlsWithoutPorts() => Urls
        .Select(url => url.Replace($":{UdpPort}", ":UDP", StringComparison.Ordinal).Replace($":{TcpPort}", ":TCP", StringComparison.Ordinal));

    private int PortOf(string scheme, string end = "")
    {
        var url = Urls.First(url => url.StartsWith(scheme, StringComparison.Ordinal) && url.EndsWith(end, StringComparison.Ordinal));
        return int.Parse(url.AsSpan()[(url.LastIndexOf(':') + 1)..^end.Length], CultureInfo.InvariantCulture);
    }
}
