using System.Net;
using System.Net.Sockets;
using Duet.Stun;

namespace Duet.Turn.Tests.Sockets.Harness;

/// <summary>The other end: an ordinary UDP socket that knows nothing of batches and runs.</summary>
internal sealed class PlainSocket : IDisposable
{
    private const int BufferBytes = 4 * 1024 * 1024;

    private readonly Socket _socket;

    public PlainSocket(string address = "127.0.0.1")
    {
        var ip = IPAddress.Parse(address);
        _socket = new Socket(ip.AddressFamily, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveTimeout = SocketHost.PatienceMilliseconds,
            ReceiveBufferSize = BufferBytes,
        };
        _socket.Bind(new IPEndPoint(ip, 0));
        Address = TransportAddress.From((IPEndPoint)_socket.LocalEndPoint!);
    }

    public TransportAddress Address { get; }

    /// <summary>
    /// A socket that only hears itself: for all others its port is closed, as long as it holds it. An unused port might be another test's
    /// by the time that something is sent there.
    /// </summary>
    public static PlainSocket Closed(string address = "127.0.0.1")
    {
        var socket = new PlainSocket(address);
        socket._socket.Connect(socket.Address.ToIPEndPoint());
        return socket;
    }

    public void Send(TransportAddress to, params ReadOnlySpan<byte> bytes) => _socket.SendTo(bytes, to.ToIPEndPoint());

    public byte[] Receive() => ReceiveFrom().Bytes;

    public (TransportAddress From, byte[] Bytes) ReceiveFrom()
    {
        var buffer = new byte[65_536];
        EndPoint from = new IPEndPoint(Address.Family is InternetAddressFamily.IPv4 ? IPAddress.Any : IPAddress.IPv6Any, 0);
        var length = _socket.ReceiveFrom(buffer, ref from);
        return (TransportAddress.From((IPEndPoint)from), buffer[..length]);
    }

    public List<byte[]> Receive(int count) => [.. Enumerable.Range(0, count).Select(_ => Receive())];

    /// <summary>Whether nothing more has come. On the loopback what was sent is there at once.</summary>
    public bool IsEmpty => !_socket.Poll(0, SelectMode.SelectRead);

    public void Dispose() => _socket.Dispose();
}
