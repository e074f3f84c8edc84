using System.Net;
using Duet.Turn.Peers;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Peers;

public sealed class PeerPolicyConfigurationTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.1.2.3")]
    [InlineData("127.0.0.1/32", "127.0.0.1")]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3")]
    [InlineData("10.0.0.0/8", "64:ff9b::10.1.2.3")]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3")]
    [InlineData("::1/128", "::1")]
    [InlineData("fd00::/8", "fd12::1")]
    [InlineData("0.0.0.0/0", "169.254.169.254")]
    [InlineData("::/0", "fe80::1")]
    public void Decide_SpecialPurposeButAllowed_Allows(string allowed, string peer) =>
        Assert.Equal(PeerVerdict.Allowed, Policy(allowed, null).Decide(Ip(peer)));

    [Theory]
    [InlineData("10.0.0.0/8", "11.0.0.0")]
    [InlineData("10.0.0.0/8", "9.255.255.255")]
    public void Decide_PublicAndBesideWhatIsAllowed_AllowsStill(string allowed, string peer) =>
        Assert.Equal(PeerVerdict.Allowed, Policy(allowed, null).Decide(Ip(peer)));

    [Theory]
    [InlineData("10.0.0.0/8", "192.168.0.1")]
    [InlineData("10.1.0.0/16", "10.2.0.1")]
    [InlineData("fd00::/8", "fc00::1")]
    [InlineData("::/0", "10.0.0.1")]
    [InlineData("0.0.0.0/0", "::1")]
    [InlineData("64:ff9b::/96", "64:ff9b::10.0.0.1")] // what is allowed as IPv6 is not allowed as the IPv4 address that it carries
    [InlineData("2002::/16", "2002:a00:1::1")]
    public void Decide_SpecialPurposeAndNotAmongTheAllowed_Denies(string allowed, string peer) =>
        Assert.Equal(PeerVerdict.Denied, Policy(allowed, null).Decide(Ip(peer)));

    [Theory]
    [InlineData("8.8.8.0/24", "8.8.8.8")]
    [InlineData("8.8.8.8/32", "8.8.8.8")]
    [InlineData("8.8.8.0/24", "::ffff:8.8.8.8")]
    [InlineData("8.8.8.0/24", "2002:808:808::1")]
    [InlineData("::ffff:8.8.8.0/120", "8.8.8.8")]
    [InlineData("::ffff:8.8.8.0/120", "64:ff9b::8.8.8.8")]
    [InlineData("64:ff9b::/96", "64:ff9b::8.8.8.8")]
    [InlineData("2002::/16", "2002:808:808::1")]
    [InlineData("2a00:1450::/32", "2a00:1450::1")]
    [InlineData("2a00:1450::/32", "2a00:1450::5efe:8.8.8.8")]
    [InlineData("::/0", "::ffff:8.8.8.8")]
    public void Decide_PublicButDenied_Denies(string denied, string peer) =>
        Assert.Equal(PeerVerdict.Denied, Policy(null, denied).Decide(Ip(peer)));

    [Theory]
    [InlineData("8.8.8.0/24", "8.8.9.0")]
    [InlineData("64:ff9b::/96", "8.8.8.8")]
    [InlineData("2a00:1450::/32", "2a00:1451::")]
    public void Decide_PublicAndBesideWhatIsDenied_Allows(string denied, string peer) =>
        Assert.Equal(PeerVerdict.Allowed, Policy(null, denied).Decide(Ip(peer)));

    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0/16", "10.0.1.1", false)]
    [InlineData("10.0.0.0/16", "10.0.0.0/8", "10.0.1.1", true)]
    [InlineData("10.0.0.0/16", "10.0.0.0/8", "10.1.1.1", false)]
    [InlineData("10.0.0.0/16", "10.0.0.0/16", "10.0.1.1", false)]
    [InlineData("10.0.1.1/32", "10.0.1.1/32", "10.0.1.1", false)]
    [InlineData("10.0.1.1/32", "0.0.0.0/0", "10.0.1.1", true)]
    [InlineData("0.0.0.0/0", "10.0.1.1/32", "10.0.1.1", false)]
    [InlineData("0.0.0.0/0", "0.0.0.0/0", "8.8.8.8", false)]
    [InlineData("::ffff:10.0.0.0/112", "10.0.0.0/8", "10.0.1.1", true)]
    [InlineData("fd00:1::/32", "fd00::/8", "fd00:1::1", true)]
    [InlineData("fd00::/8", "fd00:1::/32", "fd00:1::1", false)]
    public void Decide_AllowedAndDenied_GoesWithTheLongerPrefix(string allowed, string denied, string peer, bool isAllowed) =>
        Assert.Equal(isAllowed ? PeerVerdict.Allowed : PeerVerdict.Denied, Policy(allowed, denied).Decide(Ip(peer)));

    private static PeerPolicy Policy(string? allowed, string? denied) => new(
        new TurnOptions
        {
            AllowedPeers = allowed is null ? [] : [IPNetwork.Parse(allowed)],
            DeniedPeers = denied is null ? [] : [IPNetwork.Parse(denied)],
        },
        OwnAddresses.None);
}
