using Duet.Stun;
using Duet.Turn.Peers;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Peers;

public sealed class PeerPolicySpecialPurposeTests
{
    private readonly PeerPolicy _policy = new(new TurnOptions(), OwnAddresses.None);

    /// <summary>Network, and whether its neighbours below and above are public: null where there is none.</summary>
    public static TheoryData<string, bool?, bool?> Ranges => new()
    {
        { "0.0.0.0/8", null, true },
        { "0.0.0.0/32", null, false },
        { "10.0.0.0/8", true, true },
        { "100.64.0.0/10", true, true },
        { "100.100.100.200/32", false, false },
        { "127.0.0.0/8", true, true },
        { "168.63.129.16/32", true, true },
        { "169.254.0.0/16", true, true },
        { "169.254.169.254/32", false, false },
        { "172.16.0.0/12", true, true },
        { "192.0.0.0/24", true, true },
        { "192.0.0.0/29", true, false },
        { "192.0.0.8/32", false, false },
        { "192.0.0.9/32", false, false },
        { "192.0.0.10/32", false, false },
        { "192.0.0.170/31", false, false },
        { "192.0.2.0/24", true, true },
        { "192.31.196.0/24", true, true },
        { "192.52.193.0/24", true, true },
        { "192.88.99.0/24", true, true },
        { "192.88.99.2/32", false, false },
        { "192.168.0.0/16", true, true },
        { "192.175.48.0/24", true, true },
        { "198.18.0.0/15", true, true },
        { "198.51.100.0/24", true, true },
        { "203.0.113.0/24", true, true },
        { "224.0.0.0/4", true, false },
        { "240.0.0.0/4", false, null },
        { "255.255.255.255/32", false, null },
        { "::/128", null, false },
        { "::1/128", false, false },
        { "64:ff9b:1::/48", false, false },
        { "100::/64", false, false },
        { "100:0:0:1::/64", false, false },
        { "1000::/4", false, true },
        { "2001::/23", true, true },
        { "2001::/32", true, false },
        { "2001:1::1/128", false, false },
        { "2001:1::2/128", false, false },
        { "2001:1::3/128", false, false },
        { "2001:2::/48", false, false },
        { "2001:3::/32", false, false },
        { "2001:4:112::/48", false, false },
        { "2001:10::/28", false, false },
        { "2001:20::/28", false, false },
        { "2001:30::/28", false, false },
        { "2001:db8::/32", true, true },
        { "2620:4f:8000::/48", true, true },
        { "3fff::/20", true, true },
        { "4000::/2", true, false },
        { "5f00::/16", false, false },
        { "8000::/1", false, null },
        { "fc00::/7", false, false },
        { "fd00:ec2::254/128", false, false },
        { "fe80::/10", false, false },
        { "fec0::/10", false, false },
        { "ff00::/8", false, null },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Decide_FirstAndLastOfRange_Denies(string range, bool? below, bool? above)
    {
        _ = (below, above);
        var (first, last) = EndsOf(range);

        Assert.Equal(PeerVerdict.Denied, _policy.Decide(first));
        Assert.Equal(PeerVerdict.Denied, _policy.Decide(last));
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Decide_NeighbourOfRange_IsDecidedByItself(string range, bool? below, bool? above)
    {
        var (first, last) = EndsOf(range);

        if (below is { } lower) Assert.Equal(VerdictFor(lower), _policy.Decide(Step(first, -1)));
        if (above is { } upper) Assert.Equal(VerdictFor(upper), _policy.Decide(Step(last, 1)));
    }

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("168.63.129.15")]
    [InlineData("223.255.255.255")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2400:3200::1")]
    [InlineData("2a00:1450::1")]
    public void Decide_PublicAddress_Allows(string address) => Assert.Equal(PeerVerdict.Allowed, _policy.Decide(Ip(address)));

    [Fact]
    public void Decide_AddressOfNoFamily_Denies() => Assert.Equal(PeerVerdict.Denied, _policy.Decide(default(InternetAddress)));

    private static PeerVerdict VerdictFor(bool isPublic) => isPublic ? PeerVerdict.Allowed : PeerVerdict.Denied;

    private static (InternetAddress First, InternetAddress Last) EndsOf(string range)
    {
        var slash = range.IndexOf('/');
        var first = Ip(range[..slash]);
        var prefixLength = int.Parse(range[(slash + 1)..]);
        var hostBits = (8 * first.Length) - prefixLength;
        var host = (UInt128.One << hostBits) - 1;

        return (first, first.Family is InternetAddressFamily.IPv4
            ? InternetAddress.IPv4((uint)(first.Bits | host))
            : InternetAddress.IPv6(first.Bits | host));
    }

    private static InternetAddress Step(InternetAddress from, int by) => from.Family is InternetAddressFamily.IPv4
        ? InternetAddress.IPv4((uint)((long)from.Bits + by))
        : InternetAddress.IPv6(by > 0 ? from.Bits + 1 : from.Bits - 1);
}
