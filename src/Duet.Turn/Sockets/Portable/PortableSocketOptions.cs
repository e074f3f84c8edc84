using System.Net.Sockets;

namespace Duet.Turn.Sockets.Portable;

internal static class PortableSocketOptions
{
    private const int ListenerBufferBytes = 4 * 1024 * 1024;
    private const int RelayBufferBytes = 512 * 1024;

    // SIO_UDP_CONNRESET, Windows only: whether an ICMP error makes the next receive fail.
    private const int ReportResets = unchecked((int)0x9800000C);

    /// <summary>What has to be set before the socket is bound.</summary>
    public static void Apply(Socket socket, SocketUse use)
    {
        socket.Blocking = false;
        if (socket.AddressFamily is AddressFamily.InterNetworkV6) socket.DualMode = false;
        if (OperatingSystem.IsWindows())
        {
            socket.ExclusiveAddressUse = true;
            socket.IOControl(ReportResets, new byte[sizeof(int)], null);
        }

        SetBuffers(socket, use is SocketUse.Listener ? ListenerBufferBytes : RelayBufferBytes);
        SetDontFragment(socket, false);
    }

    /// <summary>Only IPv4 has such an option here. With IPv6 nobody but the sender splits a packet (RFC 8200 section 5).</summary>
    public static void SetDontFragment(Socket socket, bool on)
    {
        if (socket.AddressFamily is AddressFamily.InterNetwork) socket.DontFragment = on;
    }

    // Some systems refuse what is above their limit instead of taking the limit.
    private static void SetBuffers(Socket socket, int bytes)
    {
        try
        {
            socket.ReceiveBufferSize = bytes;
            socket.SendBufferSize = bytes;
        }
        catch (SocketException)
        {
            // The system's own sizes work, too.
        }
    }
}
