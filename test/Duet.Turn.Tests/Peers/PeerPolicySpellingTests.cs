using Duet.Stun;
using Duet.TestKit;
using Duet.Turn.Peers;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Peers;

public sealed class PeerPolicySpellingTests
{
    private const int RandomAddresses = 2_000;

    private static readonly string[] _denied =
    [
        "0.0.0.0", "0.0.0.1", "10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.31.255.255", "192.168.1.1", "224.0.0.1",
        "255.255.255.255",
    ];

    private readonly PeerPolicy _policy = new(new TurnOptions(), OwnAddresses.None);

    public static TheoryData<string, string> DeniedInEachSpelling
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var spelling in Spellings.Judged.Keys)
            {
                foreach (var address in _denied) rows.Add(spelling, address);
            }

            return rows;
        }
    }

    public static TheoryData<string> JudgedSpellings => [.. Spellings.Judged.Keys];

    public static TheoryData<string> DeniedSpellings => [.. Spellings.Denied.Keys];

    [Theory]
    [MemberData(nameof(DeniedInEachSpelling))]
    public void Decide_DeniedIPv4AddressInAnySpelling_Denies(string spelling, string address) =>
        Assert.Equal(PeerVerdict.Denied, _policy.Decide(Spellings.Judged[spelling](IPv4Bits(address))));

    [Theory]
    [MemberData(nameof(JudgedSpellings))]
    public void Decide_PublicIPv4AddressInAnySpelling_Allows(string spelling) =>
        Assert.Equal(PeerVerdict.Allowed, _policy.Decide(Spellings.Judged[spelling](IPv4Bits("8.8.8.8"))));

    [Theory]
    [MemberData(nameof(DeniedSpellings))]
    public void Decide_PublicIPv4AddressWhereNoneIsPublic_Denies(string spelling) =>
        Assert.Equal(PeerVerdict.Denied, _policy.Decide(Spellings.Denied[spelling](IPv4Bits("8.8.8.8"))));

    [Theory]
    [InlineData("0.0.0.2", PeerVerdict.Denied)]
    [InlineData("127.0.0.1", PeerVerdict.Denied)]
    [InlineData("10.0.0.1", PeerVerdict.Denied)]
    [InlineData("8.8.8.8", PeerVerdict.Allowed)]
    internal void Decide_CompatibleAddress_IsJudgedAsItsIPv4Address(string address, PeerVerdict verdict) =>
        Assert.Equal(verdict, _policy.Decide(Spellings.Compatible(IPv4Bits(address))));

    [Fact]
    public void Decide_RandomAddress_SaysTheSameOfEverySpelling()
    {
        var random = new Random(1);
        for (var i = 0; i < RandomAddresses; i++)
        {
            var bits = (uint)random.NextInt64(2, uint.MaxValue);
            var verdict = _policy.Decide(InternetAddress.IPv4(bits));
            foreach (var (name, spell) in Spellings.Judged)
            {
                if (_policy.Decide(spell(bits)) != verdict) Assert.Fail($"{name}: {spell(bits)}");
            }

            Assert.Equal(verdict, _policy.Decide(Spellings.Compatible(bits)));
        }
    }

    [Fact]
    public void Decide_TeredoAroundAnAddressThatIsAllowed_IsDeniedStill()
    {
        var policy = new PeerPolicy(new TurnOptions { AllowedPeers = [System.Net.IPNetwork.Parse("10.0.0.0/8")] }, OwnAddresses.None);

        Assert.Equal(PeerVerdict.Denied, policy.Decide(Spellings.Denied["Teredo client"](IPv4Bits("10.0.0.1"))));
    }

    [Fact]
    public void Decide_AnySpelling_TakesNothingFromTheHeap()
    {
        var peers = Spellings.Judged.Values.Concat(Spellings.Denied.Values).Select(spell => spell(IPv4Bits("8.8.8.8"))).ToArray();
        var before = Decide(peers);

        var after = 0;
        Assert.Equal(0, HeapUse.Of(() => after = Decide(peers)));
        Assert.Equal(before, after);
    }

    private int Decide(InternetAddress[] peers)
    {
        var sum = 0;
        foreach (var peer in peers) sum += (int)_policy.Decide(peer) + (int)_policy.Decide(new TransportAddress(peer, 5000));
        return sum;
    }
}
