using Duet.Lab.Wires;
using Duet.TestKit;

namespace Duet.Lab.Tests.Wires;

public sealed class FrameScheduleTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void TryTake_BeforeTheDelayIsOver_SaysHowLongItTakes()
    {
        var way = Way(new WireQuality { Delay = Milliseconds(10) });
        way.Add(1);
        _time.Advance(Milliseconds(9));

        Assert.False(way.TryTake(out _, out var wait));

        Assert.Equal(Milliseconds(1), wait);
    }

    [Fact]
    public void TryTake_WhenTheDelayIsOver_GivesItBack()
    {
        var way = Way(new WireQuality { Delay = Milliseconds(10) });
        way.Add(1);
        _time.Advance(Milliseconds(10));

        Assert.Equal([1], TakeAll(way));
    }

    [Fact]
    public void TryTake_NothingUnderWay_HasNothingToWaitFor()
    {
        Assert.False(Way(new WireQuality()).TryTake(out _, out var wait));

        Assert.Equal(TimeSpan.MaxValue, wait);
    }

    [Fact]
    public void TryTake_WithJitter_KeepsTheOrder()
    {
        var way = Way(new WireQuality { Delay = Milliseconds(10), Jitter = Milliseconds(50) });

        AddEachMillisecond(way, 100);
        _time.Advance(Milliseconds(60));

        Assert.Equal(Enumerable.Range(0, 100), TakeAll(way));
    }

    [Fact]
    public void TryTake_WithJitter_TakesNoLongerThanDelayAndJitter()
    {
        var way = Way(new WireQuality { Delay = Milliseconds(10), Jitter = Milliseconds(50) });

        for (var frame = 0; frame < 100; frame++) way.Add(frame);
        _time.Advance(Milliseconds(60));

        Assert.Equal(100, TakeAll(way).Count);
    }

    [Fact]
    public void TryTake_DelayBecameShorter_KeepsTheOrder()
    {
        var way = Way(new WireQuality { Delay = Milliseconds(500) });
        way.Add(1);
        way.Quality = new WireQuality { Delay = Milliseconds(10) };
        way.Add(2);

        _time.Advance(Milliseconds(10));
        Assert.Empty(TakeAll(way));

        _time.Advance(Milliseconds(490));
        Assert.Equal([1, 2], TakeAll(way));
    }

    [Fact]
    public void TryTake_EveryFrameIsToBeOvertaken_ComesLaterByThat()
    {
        var way = Way(new WireQuality { Delay = Milliseconds(10), Reordered = 1, ReorderedBy = Milliseconds(20) });
        way.Add(1);
        way.Quality = new WireQuality { Delay = Milliseconds(10) };
        way.Add(2);
        _time.Advance(Milliseconds(30));

        Assert.Equal([2, 1], TakeAll(way));
    }

    [Fact]
    public void Add_WireIsCut_LosesIt()
    {
        var way = Way(new WireQuality { IsCut = true });
        way.Add(1);
        way.Quality = new WireQuality();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(TakeAll(way));
    }

    [Fact]
    public void Add_MoreThanMayBeUnderWay_LosesTheLast()
    {
        var way = new FrameSchedule<int>(2, _time, new Random(1));
        for (var frame = 0; frame < 3; frame++) way.Add(frame);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([0, 1], TakeAll(way));
        Assert.Equal(1, way.Overflowed);
    }

    private FrameSchedule<int> Way(WireQuality quality) => new(1000, _time, new Random(1)) { Quality = quality };

    private void AddEachMillisecond(FrameSchedule<int> way, int count)
    {
        for (var frame = 0; frame < count; frame++)
        {
            way.Add(frame);
            _time.Advance(Milliseconds(1));
        }
    }

    private static List<int> TakeAll(FrameSchedule<int> way)
    {
        List<int> taken = [];
        while (way.TryTake(out var frame, out _)) taken.Add(frame);
        return taken;
    }

    private static TimeSpan Milliseconds(double count) => TimeSpan.FromMilliseconds(count);
}
