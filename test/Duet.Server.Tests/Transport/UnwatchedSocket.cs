using System.Net;
using System.Net.Sockets;
using Duet.Server.Transport;

namespace Duet.Server.Tests.Transport;

/// <summary>A socket of the transport's that nobody but the test tells anything, and the plain socket at the other end of it.</summary>
internal sealed class UnwatchedSocket : IDisposable
{
    private readonly Socket _accepted;

    public UnwatchedSocket()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Peer.Connect(listener.LocalEndPoint!);
        _accepted = listener.Accept();
        Polled = new PolledSocket(_accepted, () => IsOver = true);
    }

    public PolledSocket Polled { get; }

    public Socket Peer { get; }

    /// <summary>Whether the socket has said that the connection is over.</summary>
    public bool IsOver { get; private set; }

    public void Dispose()
    {
        _accepted.Dispose();
        Peer.Dispose();
    }
}
