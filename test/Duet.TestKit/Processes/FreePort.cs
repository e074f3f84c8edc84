using System.Net;
using System.Net.Sockets;

namespace Duet.TestKit.Processes;

/// <summary>Ports for programs that cannot be told to take any free one and say which.</summary>
internal static class FreePort
{
    /// <summary>A port of 127.0.0.1 that nobody holds at this moment; only the kernel's rotation keeps it free until it is used.</summary>
    public static int Find(SocketType type)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, type, type == SocketType.Dgram ? ProtocolType.Udp : ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
