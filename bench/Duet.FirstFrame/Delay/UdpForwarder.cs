using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Duet.FirstFrame.Delay;

/// <summary>Forwards datagrams. To the server, each client socket is a socket of its own, as behind a NAT.</summary>
internal sealed class UdpForwarder : IAsyncDisposable
{
    private const int LargestDatagram = 65_535;
    private const int BufferBytes = 4 << 20;

    private readonly ProxyRoute _route;
    private readonly DelayLine _line;
    private readonly Action<SeenPacket>? _see;
    private readonly CancellationTokenSource _ending = new();
    private readonly Socket _listener = NewSocket();
    private readonly Dictionary<SocketAddress, (Flow Flow, Socket Server)> _clients = [];
    private readonly ConcurrentBag<Task> _answering = [];
    private readonly Task _listening;

    public UdpForwarder(ProxyRoute route, DelayLine line, Action<SeenPacket>? see)
    {
        (_route, _line, _see) = (route, line, see);
        _listener.Bind(new IPEndPoint(route.Listen, route.UdpPort));
        _listening = ListenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _listening;
        await Task.WhenAll(_answering);
        foreach (var (_, server) in _clients.Values) server.Dispose();
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task ListenAsync()
    {
        var buffer = new byte[LargestDatagram];
        var from = new SocketAddress(AddressFamily.InterNetwork);
        while (await TryReceiveAsync(_listener.ReceiveFromAsync(buffer, SocketFlags.None, from, _ending.Token)) is { } count)
        {
            if (!_clients.TryGetValue(from, out var client)) client = Meet(from);
            Forward(client.Flow, isFromClient: true, buffer.AsSpan(0, count), datagram => client.Server.Send(datagram));
        }
    }

    private (Flow Flow, Socket Server) Meet(SocketAddress from)
    {
        var address = Copy(from);
        var server = NewSocket();
        server.Connect(_route.Target, _route.UdpPort);
        var client = (new Flow(_route.Side, IsStream: false, _route.UdpPort, _clients.Count + 1), server);
        _clients.Add(address, client);
        _answering.Add(AnswerAsync(client.Item1, server, address));
        return client;
    }

    private async Task AnswerAsync(Flow flow, Socket server, SocketAddress client)
    {
        var buffer = new byte[LargestDatagram];
        while (await TryReceiveAsync(server.ReceiveAsync(buffer, SocketFlags.None, _ending.Token)) is { } count)
            Forward(flow, isFromClient: false, buffer.AsSpan(0, count), datagram => _listener.SendTo(datagram, SocketFlags.None, client));
    }

    private void Forward(Flow flow, bool isFromClient, ReadOnlySpan<byte> datagram, Action<byte[]> send)
    {
        var bytes = datagram.ToArray();
        _line.Post(() => Deliver(send, bytes));
        _see?.Invoke(new SeenPacket(TimeProvider.System.GetUtcNow(), flow, isFromClient, bytes));
    }

    private static void Deliver(Action<byte[]> send, byte[] datagram)
    {
        try
        {
            send(datagram);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Whoever it was for is gone: UDP tells nobody.
        }
    }

    /// <summary>Null when the forwarder ends; 0 also where an earlier datagram found nobody.</summary>
    private static async ValueTask<int?> TryReceiveAsync(ValueTask<int> receive)
    {
        try
        {
            return await receive;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    private static SocketAddress Copy(SocketAddress address)
    {
        var copy = new SocketAddress(address.Family, address.Size);
        address.Buffer.Span[..address.Size].CopyTo(copy.Buffer.Span);
        return copy;
    }

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
    {
        ReceiveBufferSize = BufferBytes,
        SendBufferSize = BufferBytes,
    };
}
