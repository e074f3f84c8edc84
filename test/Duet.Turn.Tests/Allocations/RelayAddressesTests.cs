using System.Net;
using Duet.Stun;
using Duet.Turn.Allocations;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Allocations;

public sealed class RelayAddressesTests
{
    [Fact]
    public void Find_NoExternalAddress_TakesWhatTheRoutesSay()
    {
        var addresses = Find(external: null, routed: ["10.0.0.5", "2a00::5"]);

        Assert.Equal(new RelayAddress(Ip("10.0.0.5"), Ip("10.0.0.5")), addresses.IPv4);
        Assert.Equal(new RelayAddress(Ip("2a00::5"), Ip("2a00::5")), addresses.IPv6);
    }

    [Fact]
    public void Find_NoRoute_ServesNotThatFamily()
    {
        var addresses = Find(external: null, routed: ["10.0.0.5"]);

        Assert.Null(addresses.IPv6);
        Assert.Null(addresses.Of(InternetAddressFamily.IPv6));
    }

    [Fact]
    public void Find_ExternalAddressOfANat_BindsWhatTheRouteSays()
    {
        var addresses = Find(external: "20.0.0.1", routed: ["172.17.0.2"]);

        Assert.Equal(new RelayAddress(Ip("172.17.0.2"), Ip("20.0.0.1")), addresses.IPv4);
    }

    [Fact]
    public void Find_ExternalAddressOfThisMachine_BindsIt()
    {
        var addresses = Find(external: "20.0.0.1", routed: ["20.0.0.7"], own: ["20.0.0.1", "20.0.0.7"]);

        Assert.Equal(new RelayAddress(Ip("20.0.0.1"), Ip("20.0.0.1")), addresses.IPv4);
    }

    [Fact]
    public void Find_ExternalAddressWithoutARoute_BindsAll()
    {
        Assert.Equal(new RelayAddress(Ip("0.0.0.0"), Ip("20.0.0.1")), Find(external: "20.0.0.1", routed: []).IPv4);
        Assert.Equal(new RelayAddress(Ip("::"), Ip("2a00::1")), Find(external: "2a00::1", routed: []).IPv6);
    }

    [Fact]
    public void Find_ExternalAddressOfOneFamily_LeavesTheOtherToTheRoutes()
    {
        var addresses = Find(external: "2a00::1", routed: ["10.0.0.5", "2a00::5"]);

        Assert.Equal((Ip("10.0.0.5"), Ip("2a00::1")), (addresses.IPv4!.Value.Advertised, addresses.IPv6!.Value.Advertised));
    }

    private static RelayAddresses Find(string? external, string[] routed, string[]? own = null)
    {
        var options = new TurnOptions { ExternalAddress = external is null ? null : IPAddress.Parse(external) };
        return RelayAddresses.Find(options, Routed, address => (own ?? routed).Select(Ip).Contains(address));

        InternetAddress? Routed(InternetAddressFamily family) =>
            routed.Select(Ip).Where(each => each.Family == family).Select(each => (InternetAddress?)each).FirstOrDefault();
    }
}
