using System.Net;
using System.Net.Sockets;
using Duet.Stun;

namespace Duet.Turn.Tests.Interop;

/// <summary>
/// Stands between clients and a server as a NAT does: each client has a port of its own towards the server. Keeps the requests and what became
/// of them. Passes everything on but the first <see cref="ClientHello"/>, and a request that comes a second time: nothing is lost here, and
/// libjuice, which asks again when it is kept waiting, takes a second 401 for a refusal of its password.
/// </summary>
internal sealed class ExchangeRecorder : IAsyncDisposable
{
    private const int MaxDatagramBytes = 65_536;

    private readonly Lock _gate = new();
    private readonly List<Exchange> _exchanges = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Socket _front = Bind();
    private readonly IPEndPoint _server;
    private readonly Task _running;
    private bool _helloWasLost;

    public ExchangeRecorder(int serverPort)
    {
        _server = new IPEndPoint(IPAddress.Loopback, serverPort);
        _running = PassToServerAsync();
    }

    /// <summary>Where clients find it.</summary>
    public int Port => ((IPEndPoint)_front.LocalEndPoint!).Port;

    /// <summary>All so far, in the order of their requests.</summary>
    public IReadOnlyList<Exchange> Exchanges
    {
        get
        {
            lock (_gate) return [.. _exchanges];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _front.Dispose();
        _stopping.Dispose();
    }

    private async Task PassToServerAsync()
    {
        var ports = new Dictionary<EndPoint, Socket>();
        var answering = new List<Task>();
        await foreach (var (datagram, client) in ReceiveAsync(_front))
        {
            if (!ports.TryGetValue(client, out var port))
            {
                ports[client] = port = Bind();
                answering.Add(PassToClientAsync(port, client));
            }

            if (Loses(datagram.Span) || !TryKeep(datagram.Span)) continue;
            await port.SendToAsync(datagram, _server);
        }

        await Task.WhenAll(answering);
        foreach (var port in ports.Values) port.Dispose();
    }

    private async Task PassToClientAsync(Socket port, EndPoint client)
    {
        await foreach (var (datagram, _) in ReceiveAsync(port))
        {
            KeepReply(datagram.Span);
            await _front.SendToAsync(datagram, client);
        }
    }

    private bool Loses(ReadOnlySpan<byte> datagram)
    {
        if (_helloWasLost || !ClientHello.IsIn(datagram)) return false;
        _helloWasLost = true;
        return true;
    }

    // False for a request that has been kept.
    private bool TryKeep(ReadOnlySpan<byte> datagram)
    {
        if (Exchange.Begin(datagram) is not { } exchange) return true;
        lock (_gate)
        {
            if (_exchanges.Exists(exchange.Repeats)) return false;
            _exchanges.Add(exchange);
        }

        return true;
    }

    // A client may ask again with the id of a request that was refused: then the reply is to the last one.
    private void KeepReply(ReadOnlySpan<byte> datagram)
    {
        if (!StunMessage.TryRead(datagram, out var reply)) return;

        var id = reply.TransactionId;
        lock (_gate) _exchanges.FindLast(each => each.Id == id)?.End(reply);
    }

    private async IAsyncEnumerable<(ReadOnlyMemory<byte> Datagram, EndPoint From)> ReceiveAsync(Socket socket)
    {
        var buffer = new byte[MaxDatagramBytes];
        while (true)
        {
            SocketReceiveFromResult received;
            try
            {
                received = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _stopping.Token);
            }
            catch (OperationCanceledException)
            {
                yield break; // Stopping is how this ends.
            }

            yield return (buffer.AsMemory(0, received.ReceivedBytes), received.RemoteEndPoint);
        }
    }

    private static Socket Bind()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
