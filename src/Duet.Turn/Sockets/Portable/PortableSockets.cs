using System.Net.Sockets;
using Duet.Stun;

namespace Duet.Turn.Sockets.Portable;

/// <summary>The sockets of .NET, for systems without batches: a call for each datagram, and a look at all sockets at each wait.</summary>
internal sealed class PortableSockets : ISocketLayer
{
    public bool SharesPorts => false;

    public bool ChoosesSource => false;

    public IDatagramSocket? Bind(in TransportAddress local, SocketUse use)
    {
        var family = local.Family is InternetAddressFamily.IPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            PortableSocketOptions.Apply(socket, use);
            socket.Bind(local.ToIPEndPoint());
            return new PortableSocket(socket);
        }
        catch (SocketException refused)
        {
            socket.Dispose();
            if (IsTaken(refused.SocketErrorCode)) return null;
            throw;
        }
    }

    public IPoller CreatePoller() => new PortablePoller();

    public IReceiveBatch CreateReceiveBatch() => new PortableReceiveBatch();

    public ISendBatch CreateSendBatch(IReceiveBatch? received) => new PortableSendBatch();

    // Windows refuses a port that another socket holds exclusively with the second code.
    private static bool IsTaken(SocketError error) =>
        error is SocketError.AddressAlreadyInUse || (error is SocketError.AccessDenied && OperatingSystem.IsWindows());
}
