using Duet.Stun;

namespace Duet.Turn.Sockets.Linux;

/// <summary>The options of a socket for its use. An option that the kernel lacks is one improvement less, and no failure.</summary>
internal static class LinuxSocketOptions
{
    private const int ListenerBufferBytes = 4 * 1024 * 1024;
    private const int RelayBufferBytes = 512 * 1024;

    private const int MtuWant = 1; // IP_PMTUDISC_WANT: split what is larger than the path takes.
    private const int MtuProbe = 3; // IP_PMTUDISC_PROBE: never split, and leave it to the client to find the path's MTU.
    private const int MtuOmit = 5; // IP_PMTUDISC_OMIT: let routers split, and believe no message about the path's MTU.

    /// <summary>What has to be set before the socket is bound.</summary>
    public static void Apply(int descriptor, in TransportAddress local, SocketUse use)
    {
        var isIPv4 = local.Family is InternetAddressFamily.IPv4;
        if (!isIPv4) LinuxCalls.SetOption(descriptor, SocketOption.IPv6Only, 1);
        if (use is SocketUse.Listener) LinuxCalls.SetOption(descriptor, SocketOption.SharePort, 1);
        else LinuxCalls.SetOption(descriptor, isIPv4 ? SocketOption.IPv4Errors : SocketOption.IPv6Errors, 1);
        if (local.Address.IsUnspecified)
        {
            LinuxCalls.SetOption(descriptor, isIPv4 ? SocketOption.IPv4LocalAddress : SocketOption.IPv6ReceiveLocalAddress, 1);
        }

        SetDontFragment(descriptor, local.Family, false);
        if (use is SocketUse.Listener)
        {
            SetSendBuffer(descriptor, ListenerBufferBytes); // All clients share it. What one relayed port sends fits into the kernel's default.
            ApplyForTraffic(descriptor, use);
        }
    }

    /// <summary>
    /// What helps a socket that receives much. For a relayed port when its first datagram comes: a client allocates one for each way that
    /// it might take, and most of them never see any.
    /// </summary>
    public static void ApplyForTraffic(int descriptor, SocketUse use)
    {
        LinuxCalls.SetOption(descriptor, SocketOption.Coalescing, 1);
        LinuxCalls.SetOption(descriptor, SocketOption.ReceiveDrops, 1);
        SetReceiveBuffer(descriptor, use is SocketUse.Listener ? ListenerBufferBytes : RelayBufferBytes);
    }

    public static void SetDontFragment(int descriptor, InternetAddressFamily family, bool on)
    {
        if (family is InternetAddressFamily.IPv4)
        {
            LinuxCalls.SetOption(descriptor, SocketOption.IPv4MtuDiscovery, on ? MtuProbe : MtuOmit);
            return;
        }

        // No router splits an IPv6 packet (RFC 8200 section 5), so without the flag the kernel must know the path's MTU and split here.
        LinuxCalls.SetOption(descriptor, SocketOption.IPv6MtuDiscovery, on ? MtuProbe : MtuWant);
        LinuxCalls.SetOption(descriptor, SocketOption.IPv6DontFragment, on ? 1 : 0);
    }

    private static void SetReceiveBuffer(int descriptor, int bytes)
    {
        if (LinuxCalls.SetOption(descriptor, SocketOption.ForceReceiveBuffer, bytes) < 0)
        {
            LinuxCalls.SetOption(descriptor, SocketOption.ReceiveBuffer, bytes);
        }
    }

    private static void SetSendBuffer(int descriptor, int bytes)
    {
        if (LinuxCalls.SetOption(descriptor, SocketOption.ForceSendBuffer, bytes) < 0)
        {
            LinuxCalls.SetOption(descriptor, SocketOption.SendBuffer, bytes);
        }
    }
}
