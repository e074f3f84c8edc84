namespace Duet.Turn.Sockets.Linux;

/// <summary>A socket option, whose level and name are those of x64 and arm64. Several are the types of control messages, too.</summary>
internal readonly record struct SocketOption(int Level, int Name)
{
    private const int Socket = 1; // SOL_SOCKET
    private const int IPv4 = 0; // SOL_IP
    private const int IPv6 = 41; // SOL_IPV6
    private const int Udp = 17; // SOL_UDP

    /// <summary>SO_ERROR: takes the pending error.</summary>
    public static SocketOption PendingError => new(Socket, 4);

    /// <summary>SO_SNDBUF, up to what the administrator allows.</summary>
    public static SocketOption SendBuffer => new(Socket, 7);

    /// <summary>SO_RCVBUF, up to what the administrator allows.</summary>
    public static SocketOption ReceiveBuffer => new(Socket, 8);

    /// <summary>SO_REUSEPORT.</summary>
    public static SocketOption SharePort => new(Socket, 15);

    /// <summary>SO_SNDBUFFORCE, which takes a privilege.</summary>
    public static SocketOption ForceSendBuffer => new(Socket, 32);

    /// <summary>SO_RCVBUFFORCE, which takes a privilege.</summary>
    public static SocketOption ForceReceiveBuffer => new(Socket, 33);

    /// <summary>SO_RXQ_OVFL: the number of datagrams thrown away comes with each one received.</summary>
    public static SocketOption ReceiveDrops => new(Socket, 40);

    /// <summary>IP_PKTINFO.</summary>
    public static SocketOption IPv4LocalAddress => new(IPv4, 8);

    /// <summary>IP_MTU_DISCOVER.</summary>
    public static SocketOption IPv4MtuDiscovery => new(IPv4, 10);

    /// <summary>IP_RECVERR.</summary>
    public static SocketOption IPv4Errors => new(IPv4, 11);

    /// <summary>IPV6_MTU_DISCOVER.</summary>
    public static SocketOption IPv6MtuDiscovery => new(IPv6, 23);

    /// <summary>IPV6_RECVERR.</summary>
    public static SocketOption IPv6Errors => new(IPv6, 25);

    /// <summary>IPV6_V6ONLY.</summary>
    public static SocketOption IPv6Only => new(IPv6, 26);

    /// <summary>IPV6_RECVPKTINFO: asks for <see cref="IPv6LocalAddress"/>.</summary>
    public static SocketOption IPv6ReceiveLocalAddress => new(IPv6, 49);

    /// <summary>IPV6_PKTINFO.</summary>
    public static SocketOption IPv6LocalAddress => new(IPv6, 50);

    /// <summary>IPV6_DONTFRAG.</summary>
    public static SocketOption IPv6DontFragment => new(IPv6, 62);

    /// <summary>UDP_SEGMENT: one message is many datagrams of this size.</summary>
    public static SocketOption Segmentation => new(Udp, 103);

    /// <summary>UDP_GRO: many datagrams come as one message.</summary>
    public static SocketOption Coalescing => new(Udp, 104);
}
