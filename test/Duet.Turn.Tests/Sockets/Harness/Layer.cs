using Duet.Turn.Sockets;
using Duet.Turn.Sockets.Linux;
using Duet.Turn.Sockets.Portable;

namespace Duet.Turn.Tests.Sockets.Harness;

/// <summary>The two layers, which pass the same tests.</summary>
public enum Layer
{
    Linux,
    Portable,
}

internal static class Layers
{
    public static ISocketLayer Open(Layer layer)
    {
        if (layer is Layer.Portable) return new PortableSockets();

        Assert.SkipUnless(LinuxSockets.IsSupported, "Not a Linux with batches of datagrams.");
        return new LinuxSockets();
    }
}
