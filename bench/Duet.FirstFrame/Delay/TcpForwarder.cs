using System.Net;
using System.Net.Sockets;

namespace Duet.FirstFrame.Delay;

/// <summary>
/// Forwards TCP connections to one port. A client's connection is accepted at once, as nothing else can be done from outside of the kernel, but
/// its first byte is read only when the server's answer to the connection attempt would have come: one round trip later.
/// </summary>
internal sealed class TcpForwarder : IAsyncDisposable
{
    private readonly ProxyRoute _route;
    private readonly int _port;
    private readonly DelayLine _line;
    private readonly Action<SeenPacket>? _see;
    private readonly CancellationTokenSource _ending = new();
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<TcpLink> _links = [];
    private readonly Task _accepting;

    public TcpForwarder(ProxyRoute route, int port, DelayLine line, Action<SeenPacket>? see)
    {
        (_route, _port, _line, _see) = (route, port, line, see);
        _listener.Bind(new IPEndPoint(route.Listen, port));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _accepting;
        _listener.Dispose();
        foreach (var link in _links) await link.DisposeAsync();
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync(_ending.Token);
                var flow = new Flow(_route.Side, IsStream: true, _port, _links.Count + 1);
                _links.Add(new TcpLink(flow, client, new IPEndPoint(_route.Target, _port), _line, _see));
            }
        }
        catch (OperationCanceledException)
        {
            // The forwarder ends.
        }
    }
}
