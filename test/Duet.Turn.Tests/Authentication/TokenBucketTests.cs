using Duet.Turn.Authentication;

namespace Duet.Turn.Tests.Authentication;

public sealed class TokenBucketTests
{
    private const long Frequency = 1_000_000_000;

    [Fact]
    public void TryTake_FullBucket_GivesTheBurstAndNoMore()
    {
        var bucket = Bucket(perSecond: 10, burst: 5);

        Assert.Equal(5, TakeAll(bucket, now: 0));
    }

    [Theory]
    [InlineData(99, 0)]
    [InlineData(100, 1)]
    [InlineData(300, 3)]
    [InlineData(500, 5)]
    [InlineData(5_000, 5)]
    public void TryTake_EmptyBucket_RefillsAtItsRateUpToTheBurst(int milliseconds, int tokens)
    {
        var bucket = Bucket(perSecond: 10, burst: 5);
        TakeAll(bucket, now: 0);

        Assert.Equal(tokens, TakeAll(bucket, Milliseconds(milliseconds)));
    }

    [Fact]
    public void TryTake_MoreThanThereIs_TakesNothing()
    {
        var bucket = Bucket(perSecond: 1000, burst: 1000);
        Assert.True(bucket.TryTake(900, 0));

        Assert.False(bucket.TryTake(101, 0));
        Assert.True(bucket.TryTake(100, 0));
    }

    [Fact]
    public void TryTake_MoreThanTheBurst_IsNeverThere() => Assert.False(Bucket(perSecond: 1000, burst: 1000).TryTake(1001, Milliseconds(100_000)));

    [Fact]
    public void TryTake_ManySmallPackets_AddUpToTheRate()
    {
        var bucket = Bucket(perSecond: 2_500_000, burst: 2_500_000);
        var bytes = 0L;
        for (var millisecond = 0; millisecond <= 10_000; millisecond++)
        {
            while (bucket.TryTake(97, Milliseconds(millisecond))) bytes += 97;
        }

        Assert.InRange(bytes, 27_400_000, 27_500_000); // 10 seconds' worth, and the burst
    }

    [Fact]
    public void TryTake_RateFasterThanTheClock_IsNotFree()
    {
        var bucket = new TokenBucket(new TokenRate(2_000_000_000, 2_000_000_000, frequency: 1000));

        Assert.InRange(TakeAll(bucket, now: 0), 1, 1000);
    }

    [Fact]
    public void TryTake_EarlierNow_GivesNothingExtra()
    {
        var bucket = Bucket(perSecond: 10, burst: 5);
        TakeAll(bucket, Milliseconds(10_000));

        Assert.Equal(0, TakeAll(bucket, Milliseconds(9_000)));
        Assert.Equal(0, TakeAll(bucket, Milliseconds(10_000)));
    }

    [Fact]
    public void TryTake_FromManyThreads_GivesTheBurstAndNoMore()
    {
        var bucket = Bucket(perSecond: 1, burst: 10_000);
        var taken = 0;
        Parallel.For(0, 4, _ => Interlocked.Add(ref taken, TakeAll(bucket, now: 0)));

        Assert.Equal(10_000, taken);
    }

    [Fact]
    public void TryTake_TakesNothingFromTheHeap()
    {
        var bucket = Bucket(perSecond: 10, burst: 5);

        HeapCheck.TakesNothing(() => bucket.TryTake(1, 0));
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 0)]
    [InlineData(-1, 1, 1)]
    public void TokenRate_OfNothing_IsAMistake(int perSecond, int burst, long frequency) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenRate(perSecond, burst, frequency));

    private static TokenBucket Bucket(int perSecond, int burst) => new(new TokenRate(perSecond, burst, Frequency));

    private static long Milliseconds(int milliseconds) => milliseconds * (Frequency / 1000);

    private static int TakeAll(TokenBucket bucket, long now)
    {
        var taken = 0;
        while (bucket.TryTake(1, now)) taken++;
        return taken;
    }
}
