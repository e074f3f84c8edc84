using System.Net;
using System.Net.Sockets;
using Duet.Stun;

namespace Duet.Turn.Tests.Fuzz;

/// <summary>Who may get a packet: told another way than the relay does, and no more exactly than the peers of the fuzz test need it.</summary>
internal static class ReachablePeers
{
    private static readonly IPAddress _ownIPv6 = IPAddress.Parse("2a00::20");
    private static readonly IPNetwork _globalIPv6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] _forbiddenIPv4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "20.0.0.1/32", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
            "224.0.0.0/3",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Not on this machine, and not special.</summary>
    public static bool Contain(in TransportAddress peer)
    {
        var address = peer.Address.ToIPAddress();
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (peer.Port == 0) return false;

        return address.AddressFamily is AddressFamily.InterNetwork
            ? !_forbiddenIPv4.Any(network => network.Contains(address))
            : _globalIPv6.Contains(address) && !address.Equals(_ownIPv6);
    }
}
