using Duet.Turn.Sockets.Linux;
using Duet.Turn.Sockets.Portable;

namespace Duet.Turn.Sockets;

internal static class SocketLayers
{
    /// <summary>The fastest layer that works here.</summary>
    public static ISocketLayer Choose() => LinuxSockets.IsSupported ? new LinuxSockets() : new PortableSockets();
}
