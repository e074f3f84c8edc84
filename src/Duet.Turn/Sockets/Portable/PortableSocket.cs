using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Duet.Stun;

namespace Duet.Turn.Sockets.Portable;

internal sealed class PortableSocket : IDatagramSocket
{
    private readonly IPEndPoint _anyEndPoint;

    public PortableSocket(Socket socket)
    {
        Socket = socket;
        LocalAddress = TransportAddress.From((IPEndPoint)socket.LocalEndPoint!);
        _anyEndPoint = new IPEndPoint(LocalAddress.Family is InternetAddressFamily.IPv4 ? IPAddress.Any : IPAddress.IPv6Any, 0);
    }

    public Socket Socket { get; }

    public TransportAddress LocalAddress { get; }

    public long ReceiveDrops => 0;

    public bool Send(in OutboundDatagram datagram)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(datagram.Length, 1));
        try
        {
            var bytes = buffer.AsSpan(0, datagram.Length);
            datagram.Header.CopyTo(bytes);
            datagram.Payload.CopyTo(bytes[datagram.Header.Length..]);
            bytes[(datagram.Header.Length + datagram.Payload.Length)..].Clear();
            return Socket.SendTo(bytes, SocketFlags.None, datagram.To.ToIPEndPoint()) == bytes.Length;
        }
        catch (Exception refused) when (refused is SocketException or ObjectDisposedException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void SetDontFragment(bool on)
    {
        try
        {
            PortableSocketOptions.SetDontFragment(Socket, on);
        }
        catch (ObjectDisposedException)
        {
            // Closed by its worker: nothing will be sent any more.
        }
    }

    public bool TryReadError(out PeerError error)
    {
        error = default;
        return false;
    }

    /// <summary>Receives one datagram into <paramref name="buffer"/>. False where none waits.</summary>
    public bool TryReceive(Span<byte> buffer, out ReceivedDatagram datagram)
    {
        datagram = default;
        try
        {
            if (!Socket.Poll(0, SelectMode.SelectRead)) return false; // Cheaper than the exception that says so.

            var flags = SocketFlags.None;
            EndPoint from = _anyEndPoint;
            var length = Socket.ReceiveMessageFrom(buffer, ref flags, ref from, out var arrival);
            datagram = new ReceivedDatagram(TransportAddress.From((IPEndPoint)from), DestinationOf(arrival), length);
            return true;
        }
        catch (Exception failed) when (failed is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    public void Dispose() => Socket.Dispose();

    private TransportAddress DestinationOf(in IPPacketInformation arrival)
    {
        if (!LocalAddress.Address.IsUnspecified || arrival.Address is not { } address) return LocalAddress;

        var destination = InternetAddress.From(address);
        return destination.Family == LocalAddress.Family ? LocalAddress with { Address = destination } : LocalAddress;
    }
}
