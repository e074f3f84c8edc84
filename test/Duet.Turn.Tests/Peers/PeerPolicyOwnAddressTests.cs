using System.Net;
using Duet.Turn.Peers;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Peers;

public sealed class PeerPolicyOwnAddressTests
{
    private const string Advertised = "5.5.5.5";
    private const string Bound = "10.0.0.5";
    private const string Host = "5.5.5.6";
    private const string Host6 = "2a00:1450::6";

    [Theory]
    [InlineData(Advertised)]
    [InlineData(Bound)]
    public void Decide_OwnRelayedAddress_IsForTheShortCircuitOnly(string peer) =>
        Assert.Equal(PeerVerdict.OwnRelay, Policy("0.0.0.0:3478").Decide(Ip(peer)));

    // The short circuit does not know it by these names, so the packet would leave, and come back from a gateway as the relay's own.
    [Theory]
    [InlineData("::ffff:5.5.5.5")]
    [InlineData("64:ff9b::5.5.5.5")]
    [InlineData("64:ff9b::10.0.0.5")]
    [InlineData("2002:505:505::1")]
    public void Decide_OwnRelayedAddressInAnotherSpelling_Denies(string peer) =>
        Assert.Equal(PeerVerdict.Denied, Policy("0.0.0.0:3478").Decide(Ip(peer)));

    [Theory]
    [InlineData(Host)]
    [InlineData(Host6)]
    [InlineData("::ffff:5.5.5.6")]
    [InlineData("2002:505:506::1")]
    public void Decide_OtherAddressOfThisMachine_Denies(string peer) =>
        Assert.Equal(PeerVerdict.Denied, Policy("0.0.0.0:3478").Decide(Ip(peer)));

    [Fact]
    public void Decide_OwnAddressThatIsAllowed_Allows()
    {
        var policy = Policy("5.5.5.6:3478", allowed: "5.5.5.0/24");

        Assert.Equal(PeerVerdict.Allowed, policy.Decide(Ip(Host)));
        Assert.Equal(PeerVerdict.Allowed, policy.Decide(Ip(Advertised)));
    }

    [Fact]
    public void Decide_OwnRelayedAddressThatIsDenied_Denies() =>
        Assert.Equal(PeerVerdict.Denied, Policy("0.0.0.0:3478", denied: "5.5.5.5/32").Decide(Ip(Advertised)));

    [Theory]
    [InlineData("9.9.9.9:3478", "9.9.9.9:3478")]
    [InlineData("9.9.9.9:3478", "[::ffff:9.9.9.9]:3478")]
    [InlineData("9.9.9.9:3478", "[2002:909:909::1]:3478")]
    [InlineData("[2a00:1450::9]:3478", "[2a00:1450::9]:3478")]
    [InlineData("0.0.0.0:3478", "5.5.5.5:3478")]
    [InlineData("0.0.0.0:3478", "5.5.5.6:3478")]
    [InlineData("0.0.0.0:3478", "10.0.0.5:3478")]
    [InlineData("0.0.0.0:3478", "127.0.0.1:3478")]
    [InlineData("0.0.0.0:3478", "127.255.255.254:3478")]
    [InlineData("0.0.0.0:3478", "0.0.0.0:3478")]
    [InlineData("0.0.0.0:3478", "[::ffff:127.0.0.1]:3478")]
    [InlineData("[::]:8443", "5.5.5.6:8443")]
    [InlineData("[::]:8443", "[2a00:1450::6]:8443")]
    [InlineData("[::]:8443", "[::1]:8443")]
    public void Decide_OwnListener_DeniesEvenWhereAllIsAllowed(string listener, string peer) =>
        Assert.Equal(PeerVerdict.Denied, PolicyThatAllowsAll(listener).Decide(At(peer)));

    [Theory]
    [InlineData("9.9.9.9:3478", "9.9.9.9:3479")]
    [InlineData("9.9.9.9:3478", "9.9.9.8:3478")]
    [InlineData("0.0.0.0:3478", "8.8.8.8:3478")]
    [InlineData("0.0.0.0:3478", "127.0.0.1:50000")]
    public void Decide_BesideOwnListener_Allows(string listener, string peer) =>
        Assert.Equal(PeerVerdict.Allowed, PolicyThatAllowsAll(listener).Decide(At(peer)));

    [Theory]
    [InlineData("8.8.8.8:5000", PeerVerdict.Allowed)]
    [InlineData("8.8.8.8:0", PeerVerdict.Denied)]
    [InlineData("10.0.0.1:5000", PeerVerdict.Denied)]
    [InlineData("5.5.5.5:50000", PeerVerdict.OwnRelay)]
    [InlineData("5.5.5.6:50000", PeerVerdict.Denied)]
    internal void Decide_TransportAddress_GoesWithItsAddress(string peer, PeerVerdict verdict) =>
        Assert.Equal(verdict, Policy("0.0.0.0:3478").Decide(At(peer)));

    private static PeerPolicy PolicyThatAllowsAll(string listener) =>
        new(new TurnOptions { AllowedPeers = [IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")] }, Own(listener));

    private static PeerPolicy Policy(string listener, string? allowed = null, string? denied = null) => new(
        new TurnOptions
        {
            AllowedPeers = allowed is null ? [] : [IPNetwork.Parse(allowed)],
            DeniedPeers = denied is null ? [] : [IPNetwork.Parse(denied)],
        },
        Own(listener));

    private static OwnAddresses Own(string listener) => new()
    {
        Listeners = [At(listener)],
        Relays = [Ip(Advertised), Ip(Bound)],
        Hosts = [Ip(Host), Ip(Host6), Ip(Bound)],
    };
}
