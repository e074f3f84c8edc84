using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Duet.Stun;

namespace Duet.Turn.Listeners;

/// <summary>The addresses of this machine.</summary>
internal static class HostAddresses
{
    // Documentation addresses (RFC 5737, RFC 3849). Connecting a UDP socket to one sends nothing; it only asks the routing table.
    private static readonly IPAddress _anywhereIPv4 = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress _anywhereIPv6 = IPAddress.Parse("2001:db8::1");

    /// <summary>Every unicast address, loopback included.</summary>
    public static IReadOnlyList<InternetAddress> All() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => InternetAddress.From(unicast.Address))
            .Distinct(),
    ];

    /// <summary>
    /// The address that packets for the internet leave from. Without a route, any that is not for this machine alone; without a network,
    /// loopback, with which one can at least try things. Null where the family is not there at all.
    /// </summary>
    public static InternetAddress? Routed(InternetAddressFamily family)
    {
        var (socketFamily, anywhere) = family is InternetAddressFamily.IPv4
            ? (AddressFamily.InterNetwork, _anywhereIPv4)
            : (AddressFamily.InterNetworkV6, _anywhereIPv6);
        try
        {
            using var socket = new Socket(socketFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(new IPEndPoint(anywhere, 9));
            return InternetAddress.From(((IPEndPoint)socket.LocalEndPoint!).Address);
        }
        catch (SocketException)
        {
            return Unrouted(family);
        }
    }

    private static InternetAddress? Unrouted(InternetAddressFamily family)
    {
        var candidates = All().Select(address => address.ToIPAddress()).Where(address => !address.IsIPv6LinkLocal).ToList();
        var ofFamily = candidates.Where(address => InternetAddress.From(address).Family == family).ToList();
        return ofFamily.Count == 0 ? null : InternetAddress.From(ofFamily.OrderBy(IPAddress.IsLoopback).First());
    }
}
