using Duet.TestKit;
using Duet.Turn.Allocations;

namespace Duet.Turn.Tests.Allocations;

public sealed class AllocationRulesTests
{
    private static readonly ManualTimeProvider _time = new();

    private readonly AllocationRules _rules = new(new TurnOptions(), _time);

    [Theory]
    [InlineData(0, 600)]
    [InlineData(599, 600)]
    [InlineData(601, 601)]
    [InlineData(3600, 3600)]
    [InlineData(4_294_967_295, 3600)]
    public void Grant_AnySeconds_AreKeptBetweenDefaultAndMaximum(double asked, double granted) =>
        Assert.Equal(TimeSpan.FromSeconds(granted), _rules.Grant(TimeSpan.FromSeconds(asked)));

    [Fact]
    public void Left_OfWhatEndsLater_IsRoundedUp()
    {
        var now = _time.GetTimestamp();

        Assert.Equal(TimeSpan.FromSeconds(3), _rules.Left(_rules.End(now, TimeSpan.FromSeconds(2.001)), now));
        Assert.Equal(TimeSpan.FromSeconds(2), _rules.Left(_rules.End(now, TimeSpan.FromSeconds(2)), now));
    }

    [Fact]
    public void Left_OfWhatEnded_IsZero() => Assert.Equal(TimeSpan.Zero, _rules.Left(end: 5, now: 5));

    [Fact]
    public void End_OfTheSystemsClock_IsInItsTicks()
    {
        var rules = new AllocationRules(new TurnOptions(), TimeProvider.System);

        Assert.Equal(7 + (3 * TimeProvider.System.TimestampFrequency), rules.End(7, TimeSpan.FromSeconds(3)));
    }
}
