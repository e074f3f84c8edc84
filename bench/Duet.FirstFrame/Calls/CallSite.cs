using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Duet.TestKit.Processes;

namespace Duet.FirstFrame.Calls;

/// <summary>The server, relaying everything: alone at 127.0.0.1, so that browsers reach it only through the proxies.</summary>
internal sealed partial class CallSite : IAsyncDisposable
{
    private readonly DuetProcess _server;

    private CallSite(DuetProcess server, int relayUdpPort, int relayTcpPort) =>
        (_server, RelayUdpPort, RelayTcpPort) = (server, relayUdpPort, relayTcpPort);

    public static IPAddress Address => IPAddress.Loopback;

    public int HttpsPort => _server.Address.Port;

    public int RelayUdpPort { get; }

    public int RelayTcpPort { get; }

    public static async Task<CallSite> StartAsync(RunOptions options)
    {
        var server = await DuetProcess.StartAsync(new DuetProcessOptions
        {
            Urls = $"https://{Address}:0",
            Assembly = options.DuetPath,
            Arguments =
            [
                $"--Duet:Turn:ListenAddresses:0={Address}", $"--Duet:Turn:ExternalAddress={Address}", "--Duet:Ice:TransportPolicy=relay",
                .. options.DuetArguments,
            ],
        });
        var ports = RelayPorts().Match(await server.WaitForLineAsync("The relay takes STUN and TURN"));
        return new CallSite(server, Port(ports, 1), Port(ports, 2));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static int Port(Match ports, int group) => int.Parse(ports.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"UDP port (\d+) and TCP port (\d+)")]
    private static partial Regex RelayPorts();
}
