using Duet.Stun;

namespace Duet.Turn.Sockets;

/// <summary>A UDP socket bound to one address or to all of a family. No call waits.</summary>
/// <remarks>
/// It belongs to one worker. Only <see cref="Send"/> and <see cref="SetDontFragment"/> may be called on other threads, and a batch of theirs may
/// send from it, at any moment: before, during and after <see cref="IDisposable.Dispose"/>, which is the worker's to call, after <see cref="IPoller.Remove"/>.
/// </remarks>
internal interface IDatagramSocket : IDisposable
{
    /// <summary>What it is bound to, with the real port. The address may be the wildcard.</summary>
    TransportAddress LocalAddress { get; }

    /// <summary>Datagrams that the system threw away because they came faster than they were received; 0 where it does not tell.</summary>
    long ReceiveDrops { get; }

    /// <summary>Sends at once. False where the datagram was dropped: buffers full, too large, no route, socket closed.</summary>
    bool Send(in OutboundDatagram datagram);

    /// <summary>
    /// Whether what anyone sends from now on may not be split on its way (RFC 8656 section 18.9). A new socket's may. Does nothing once closed.
    /// </summary>
    void SetDontFragment(bool on);

    /// <summary>
    /// Takes the oldest ICMP error that a sent datagram caused. False where there is none, or where the layer does not report any. A socket
    /// that polls as <see cref="PollEvent.Error"/> does so until this returned false.
    /// </summary>
    bool TryReadError(out PeerError error);
}
