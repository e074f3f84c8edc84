using System.Net;

namespace Duet.FirstFrame.Delay;

/// <summary>
/// Stands between one person's browser and the server, at an address of its own with the server's port numbers, and makes the way long: TCP and
/// UDP, half of the round trip in each direction, in order, nothing lost.
/// </summary>
internal sealed class DelayProxy : IAsyncDisposable
{
    private readonly DelayLine _line;
    private readonly UdpForwarder _udp;
    private readonly List<TcpForwarder> _tcp;

    /// <param name="route">Whose, from where, and to where.</param>
    /// <param name="roundTrip">Zero or more.</param>
    /// <param name="see">Is told of all that comes through; null: nobody.</param>
    public DelayProxy(ProxyRoute route, TimeSpan roundTrip, Action<SeenPacket>? see)
    {
        _line = new DelayLine(roundTrip / 2);
        _udp = new UdpForwarder(route, _line, see);
        _tcp = [.. route.TcpPorts.Select(port => new TcpForwarder(route, port, _line, see))];
    }

    /// <summary>Ends every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _udp.DisposeAsync();
        foreach (var forwarder in _tcp) await forwarder.DisposeAsync();
        _line.Dispose();
    }
}

/// <param name="Side">Whose proxy it is.</param>
/// <param name="Listen">Where clients come.</param>
/// <param name="Target">Where the server is.</param>
/// <param name="UdpPort">The UDP port, of both addresses.</param>
/// <param name="TcpPorts">The TCP ports, of both addresses.</param>
internal sealed record ProxyRoute(string Side, IPAddress Listen, IPAddress Target, int UdpPort, IReadOnlyList<int> TcpPorts);
