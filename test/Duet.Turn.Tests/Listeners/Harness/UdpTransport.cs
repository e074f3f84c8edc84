using System.Net;
using System.Net.Sockets;
using Duet.Stun;

namespace Duet.Turn.Tests.Listeners.Harness;

internal sealed class UdpTransport : IClientTransport
{
    private const int BufferBytes = 4 * 1024 * 1024;

    private readonly byte[] _buffer = new byte[65_536];
    private readonly Socket _socket;
    private readonly IPEndPoint _server;

    public UdpTransport(IPEndPoint server, string from)
    {
        _server = server;
        _socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = BufferBytes };
        _socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
    }

    public TransportAddress Address => TransportAddress.From((IPEndPoint)_socket.LocalEndPoint!);

    /// <summary>Whether nothing more has come so far.</summary>
    public bool IsEmpty => !_socket.Poll(0, SelectMode.SelectRead);

    public Task SendAsync(byte[] message) => _socket.SendToAsync(message, _server);

    public async Task<byte[]> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(RunningServer.Patience);
        var received = await _socket.ReceiveFromAsync(_buffer, new IPEndPoint(_server.Address, 0), patience.Token);
        Assert.Equal(_server, received.RemoteEndPoint); // An answer from anywhere else is none.
        return _buffer[..received.ReceivedBytes];
    }

    public void Dispose() => _socket.Dispose();
}
