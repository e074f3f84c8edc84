using System.Net;
using System.Net.Sockets;

namespace Duet.Load.Turn.Links;

/// <summary>A UDP socket of one end, connected, so that it hears nobody but the server.</summary>
internal sealed class UdpLink : ILink
{
    private const int SocketLevel = 1;
    private const int ForcedReceiveBuffer = 33;
    private const int UdpLevel = 17;
    private const int SegmentBytes = 103;
    private const int BufferBytes = 4 * 1024 * 1024;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
    private readonly DatagramBatch _received;

    /// <param name="local">The address to send from; the port is the system's choice.</param>
    /// <param name="received">Where datagrams are put.</param>
    public UdpLink(IPAddress local, DatagramBatch received)
    {
        _received = received;
        _socket.Bind(new IPEndPoint(local, 0));
        _socket.SendBufferSize = BufferBytes;
        try
        {
            // Beyond net.core.rmem_max, for those who may.
            _socket.SetRawSocketOption(SocketLevel, ForcedReceiveBuffer, BitConverter.GetBytes(BufferBytes));
        }
        catch (SocketException)
        {
            _socket.ReceiveBufferSize = BufferBytes;
        }
    }

    public nint Descriptor => _socket.Handle;

    public IPEndPoint LocalAddress => (IPEndPoint)_socket.LocalEndPoint!;

    public void Connect(IPEndPoint remote) => _socket.Connect(remote);

    /// <summary>Cuts what is longer into datagrams of this size (UDP_SEGMENT).</summary>
    public void CutInto(int datagramBytes) => _socket.SetRawSocketOption(UdpLevel, SegmentBytes, BitConverter.GetBytes(datagramBytes));

    public void Send(ReadOnlySpan<byte> message)
    {
        try
        {
            _socket.Send(message);
        }
        catch (SocketException exception)
        {
            throw new LoadException($"sending failed: {exception.Message}");
        }
    }

    public int Send(PacketBurst burst) => burst.Send(Descriptor);

    public void Receive(MessageReceived received)
    {
        var count = _received.Receive(Descriptor);
        for (var i = 0; i < count; i++) received(_received[i]);
    }

    public void Dispose() => _socket.Dispose();
}
