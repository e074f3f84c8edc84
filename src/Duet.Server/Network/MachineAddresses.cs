using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Duet.Server.Network;

/// <summary>The addresses at which this machine can be reached.</summary>
internal static class MachineAddresses
{
    // RFC 5737: documentation addresses. Connecting a UDP socket to one sends nothing; it only asks the routing table.
    private static readonly IPEndPoint _anywhere = new(IPAddress.Parse("192.0.2.1"), 9);

    /// <summary>Every unicast address, loopback included, link-local ones left out: browsers cannot open those.</summary>
    public static IReadOnlyList<IPAddress> All() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus is not OperationalStatus.Down)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(address => !address.IsIPv6LinkLocal && !IsIpv4LinkLocal(address))
            .Distinct(),
    ];

    /// <summary>The address that a phone on the same network reaches us at: the one that routes to the outside. Null without a network.</summary>
    public static IPAddress? Routed()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(_anywhere);
            return ((IPEndPoint)socket.LocalEndPoint!).Address;
        }
        catch (SocketException)
        {
            return All().FirstOrDefault(address => !IPAddress.IsLoopback(address));
        }
    }

    // RFC 3927: 169.254.0.0/16.
    private static bool IsIpv4LinkLocal(IPAddress address) =>
        address.AddressFamily is AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..];
}
