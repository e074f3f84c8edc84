using Duet.Stun;
using Duet.TestKit;
using Duet.Turn.Authentication;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Authentication;

public sealed class UnauthenticatedReplyLimitTests
{
    private const int Burst = 200;

    private readonly ManualTimeProvider _time = new();
    private readonly UnauthenticatedReplyLimit _limit;

    public UnauthenticatedReplyLimitTests() => _limit = new UnauthenticatedReplyLimit(new TurnOptions(), _time);

    [Fact]
    public void TryTake_OneNetwork_GetsTheBurst() => Assert.Equal(Burst, TakeAll("198.51.100.7"));

    [Theory]
    [InlineData("198.51.100.7", "198.51.100.0")]
    [InlineData("198.51.100.7", "198.51.100.255")]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:2:ffff:ffff:ffff:ffff")]
    [InlineData("198.51.100.7", "::ffff:198.51.100.8")]
    [InlineData("::ffff:198.51.100.7", "198.51.100.8")]
    public void TryTake_SameNetwork_SharesIt(string client, string neighbour)
    {
        TakeAll(client);

        Assert.False(TryTake(neighbour));
    }

    // Now and then two networks share a bucket by chance, but not one network with each of four.
    [Theory]
    [InlineData("198.51.100.7", "198.51.101.0", "198.51.99.255", "198.50.100.7", "199.51.100.7")]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:3::", "2001:db8:1:1:ffff:ffff:ffff:ffff", "2001:db8:2:2::7", "2001:db9:1:2::7")]
    [InlineData("::ffff:198.51.100.7", "::ffff:198.51.101.7", "::ffff:198.51.102.7", "::ffff:203.0.113.7", "::ffff:192.0.2.7")]
    [InlineData("198.51.100.7", "::198.51.100.7", "0:0:c633:64::", "c633:6400::", "::c6:3364:0:0")]
    public void TryTake_OtherNetworks_HaveTheirOwn(string client, string one, string two, string three, string four)
    {
        TakeAll(client);

        Assert.Contains(true, new[] { TryTake(one), TryTake(two), TryTake(three), TryTake(four) });
    }

    [Theory]
    [InlineData(19, 0)]
    [InlineData(20, 1)]
    [InlineData(1_000, 50)]
    [InlineData(60_000, Burst)]
    public void TryTake_AfterAWhile_RefillsUpToTheBurst(int milliseconds, int replies)
    {
        TakeAll("198.51.100.7");
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(replies, TakeAll("198.51.100.7"));
    }

    [Fact]
    public void TryTake_OwnLimits_AreKept()
    {
        var options = new TurnOptions { UnauthenticatedRepliesPerSecond = 1, UnauthenticatedReplyBurst = 2 };
        var limit = new UnauthenticatedReplyLimit(options, _time);
        var client = Ip("198.51.100.7");

        Assert.True(limit.TryTake(client, _time.GetTimestamp()));
        Assert.True(limit.TryTake(client, _time.GetTimestamp()));
        Assert.False(limit.TryTake(client, _time.GetTimestamp()));
    }

    [Fact]
    public void TryTake_AMillionAddresses_TakeNothingFromTheHeap()
    {
        const int addresses = 500_000;
        var now = _time.GetTimestamp();
        _limit.TryTake(Ip("198.51.100.7"), now);

        Assert.Equal(0, HeapUse.Of(() =>
        {
            for (var i = 0u; i < addresses; i++)
            {
                _limit.TryTake(InternetAddress.IPv4(i << 8), now);
                _limit.TryTake(InternetAddress.IPv6((UInt128)i << 64), now);
            }
        }));
    }

    private bool TryTake(string client) => _limit.TryTake(Ip(client), _time.GetTimestamp());

    private int TakeAll(string client)
    {
        var taken = 0;
        while (TryTake(client)) taken++;
        return taken;
    }
}
