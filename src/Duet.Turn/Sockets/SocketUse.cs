namespace Duet.Turn.Sockets;

/// <summary>What a socket is for, which decides its options.</summary>
internal enum SocketUse
{
    /// <summary>Clients send to it: shares its port where the layer can, and has large buffers.</summary>
    Listener,

    /// <summary>Peers send to it: has its port for itself, smaller buffers, and tells of ICMP errors where the layer can.</summary>
    Relay,
}
