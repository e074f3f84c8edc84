using Duet.FirstFrame.Delay;
using Duet.TestKit;

namespace Duet.FirstFrame.Tests.Delay;

public sealed class DelayQueueTests
{
    private static readonly TimeSpan _delay = TimeSpan.FromMilliseconds(25);

    private readonly ManualTimeProvider _time = new();
    private readonly DelayQueue<string> _queue;

    public DelayQueueTests() => _queue = new DelayQueue<string>(_delay, _time);

    [Fact]
    public void TryTake_NothingWaits_SaysSo()
    {
        Assert.False(_queue.TryTake(out _, out var wait));
        Assert.Equal(TimeSpan.Zero, wait);
    }

    [Fact]
    public void TryTake_BeforeTheDelayIsOver_SaysHowMuchIsLeft()
    {
        _queue.Add("offer");
        _time.Advance(TimeSpan.FromMilliseconds(24));

        Assert.False(_queue.TryTake(out _, out var wait));
        Assert.Equal(TimeSpan.FromMilliseconds(1), wait);
    }

    [Fact]
    public void TryTake_AfterTheDelay_TakesItOnce()
    {
        _queue.Add("offer");
        _time.Advance(_delay);

        Assert.True(_queue.TryTake(out var item, out _));
        Assert.Equal("offer", item);
        Assert.False(_queue.TryTake(out _, out _));
    }

    [Fact]
    public void TryTake_SeveralAdded_GivesEachItsOwnDelay()
    {
        _queue.Add("offer");
        _time.Advance(TimeSpan.FromMilliseconds(10));
        _queue.Add("candidate");
        _time.Advance(TimeSpan.FromMilliseconds(15));

        Assert.True(_queue.TryTake(out var first, out _));
        Assert.False(_queue.TryTake(out _, out var wait));
        Assert.Equal("offer", first);
        Assert.Equal(TimeSpan.FromMilliseconds(10), wait);
    }

    [Fact]
    public void TryTake_AllAreDue_TakesThemInTheOrderInWhichTheyCame()
    {
        string[] messages = ["offer", "candidate", "answer"];
        foreach (var message in messages) _queue.Add(message);
        _time.Advance(_delay * 2);

        var taken = new List<string?>();
        while (_queue.TryTake(out var item, out _)) taken.Add(item);

        Assert.Equal(messages, taken);
    }

    [Fact]
    public void TryTake_NoDelay_TakesAtOnce()
    {
        var queue = new DelayQueue<string>(TimeSpan.Zero, _time);
        queue.Add("offer");

        Assert.True(queue.TryTake(out var item, out _));
        Assert.Equal("offer", item);
    }
}
