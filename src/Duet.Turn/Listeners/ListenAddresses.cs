using System.Net;
using System.Net.Sockets;
using Duet.Stun;
using Duet.Turn.Sockets;

namespace Duet.Turn.Listeners;

/// <summary>Where clients are listened for, and binding sockets there.</summary>
internal static class ListenAddresses
{
    /// <summary>One wildcard for each family where none is configured; every address by itself where a wildcard could not answer from the right one.</summary>
    public static IReadOnlyList<InternetAddress> Of(TurnOptions options, ISocketLayer sockets)
    {
        if (options.ListenAddresses.Count > 0 && !options.ListenAddresses.Any(IsWildcard)) return [.. options.ListenAddresses.Select(InternetAddress.From)];
        if (!sockets.ChoosesSource) return [.. HostAddresses.All().Where(address => !address.ToIPAddress().IsIPv6LinkLocal)];

        var ipv4 = InternetAddress.IPv4(0);
        return Socket.OSSupportsIPv6 ? [ipv4, InternetAddress.IPv6(0)] : [ipv4];
    }

    /// <summary>Binds one socket for each address, all with the same port.</summary>
    /// <exception cref="TurnBindException">An address cannot be had.</exception>
    public static ListenerSockets Bind(ISocketLayer sockets, IReadOnlyList<InternetAddress> addresses, int port)
    {
        var bound = new List<IDatagramSocket>();
        try
        {
            foreach (var address in addresses)
            {
                bound.Add(Bind(sockets, new TransportAddress(address, (ushort)port)));
                port = bound[0].LocalAddress.Port;
            }

            return new ListenerSockets(bound);
        }
        catch
        {
            foreach (var socket in bound) socket.Dispose();
            throw;
        }
    }

    private static IDatagramSocket Bind(ISocketLayer sockets, in TransportAddress address)
    {
        try
        {
            return sockets.Bind(address, SocketUse.Listener) ?? throw new TurnBindException(address.ToIPEndPoint(), "the port is in use");
        }
        catch (SocketException refused)
        {
            throw new TurnBindException(address.ToIPEndPoint(), refused.Message, refused);
        }
    }

    private static bool IsWildcard(IPAddress address) => InternetAddress.From(address).IsUnspecified;
}
