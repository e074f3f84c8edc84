using Duet.Turn.Allocations;

namespace Duet.Turn.Tests.Allocations;

public sealed class RandomNumbersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16_384)]
    [InlineData(int.MaxValue)]
    public void Below_ManyTimes_StaysInTheRange(int count)
    {
        for (var i = 0; i < 1_000; i++) Assert.InRange(RandomNumbers.Below(count), 0, count - 1);
    }

    // 100,000 throws of a fair die with 10 sides: each side 10,000 times, give or take 95 (one standard deviation). 8 of those are never missed.
    [Fact]
    public void Below_ManyTimes_IsEven()
    {
        var seen = new int[10];
        for (var i = 0; i < 100_000; i++) seen[RandomNumbers.Below(10)]++;

        Assert.All(seen, times => Assert.InRange(times, 10_000 - 760, 10_000 + 760));
    }

    [Fact]
    public async Task Below_OnTwoThreads_GivesEachItsOwn()
    {
        static List<int> Some() => [.. Enumerable.Range(0, 100).Select(_ => RandomNumbers.Below(int.MaxValue))];
        var runs = await Task.WhenAll(
            Task.Factory.StartNew(Some, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default),
            Task.Factory.StartNew(Some, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default));

        Assert.True(runs[0].Intersect(runs[1]).Count() < 10);
    }
}
