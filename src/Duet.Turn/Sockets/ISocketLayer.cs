using System.Net.Sockets;
using Duet.Stun;

namespace Duet.Turn.Sockets;

/// <summary>The operating system as the relay sees it: sockets, what waits for them, and memory for batches of datagrams.</summary>
internal interface ISocketLayer
{
    /// <summary>Whether several listeners may be bound to one address. The system then divides the clients among them by their addresses.</summary>
    bool SharesPorts { get; }

    /// <summary>
    /// Whether a socket bound to the wildcard address can send from <see cref="OutboundDatagram.From"/>. Where not, a server that must answer
    /// from the address it was asked at binds one socket for each.
    /// </summary>
    bool ChoosesSource { get; }

    /// <summary>Binds a socket to <paramref name="local"/>, port 0 for any free one. Null where the port is taken.</summary>
    /// <exception cref="SocketException">Any other refusal: not an address of this host, a privileged port, too many open files.</exception>
    IDatagramSocket? Bind(in TransportAddress local, SocketUse use);

    IPoller CreatePoller();

    IReceiveBatch CreateReceiveBatch();

    /// <summary>
    /// A batch whose payloads are parts of what <paramref name="received"/> holds, or of what it reserves; where that is null, of the latter alone.
    /// </summary>
    ISendBatch CreateSendBatch(IReceiveBatch? received);
}
