using System.Net;
using Duet.Signaling.Sessions;
using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests.Sessions;

public sealed class AddressQuotaTests
{
    private readonly AddressQuota _quota = new(connectionsPerAddress: 2);

    [Fact]
    public void TryEnter_OneMoreThanAllowed_IsRefused()
    {
        Assert.True(TryEnter("192.0.2.1"));
        Assert.True(TryEnter("192.0.2.1"));
        Assert.False(TryEnter("192.0.2.1"));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2")]
    [InlineData("2001:db8::1", "2001:db8:0:1::1")]
    [InlineData("192.0.2.1", "::192.0.2.1")]
    public void TryEnter_AnotherAddress_HasAQuotaOfItsOwn(string full, string other)
    {
        Fill(full);

        Assert.True(TryEnter(other));
    }

    [Theory]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff")]
    [InlineData("fe80::1%2", "fe80::1%3")]
    public void TryEnter_TheSameHostByAnotherAddress_SharesTheQuota(string full, string other)
    {
        Fill(full);

        Assert.False(TryEnter(other));
    }

    [Fact]
    public void Exit_OneOfTheFull_LetsOneIn()
    {
        Fill("192.0.2.1");

        _quota.Exit(IPAddress.Parse("::ffff:192.0.2.1"));

        Assert.True(TryEnter("192.0.2.1"));
        Assert.False(TryEnter("192.0.2.1"));
    }

    [Fact]
    public void EnterAndExit_FromManyThreads_NeverExceedTheQuotaAndForgetNobody()
    {
        var inside = 0;

        Race.Rounds(1, 4, (_, _) =>
        {
            for (var number = 0; number < 5_000; number++)
            {
                if (!TryEnter("2001:db8::1")) continue;

                Assert.InRange(Interlocked.Increment(ref inside), 1, 2);
                Interlocked.Decrement(ref inside);
                _quota.Exit(IPAddress.Parse("2001:db8::1"));
            }
        });

        Fill("2001:db8::1");
    }

    private void Fill(string address)
    {
        Assert.True(TryEnter(address) && TryEnter(address));
        Assert.False(TryEnter(address));
    }

    private bool TryEnter(string address) => _quota.TryEnter(IPAddress.Parse(address));
}
