using Duet.Signaling.Sessions;
using Duet.TestKit;

namespace Duet.Signaling.Tests.Sessions;

public sealed class MessageBudgetTests
{
    private const int PerSecond = 8;
    private const int Burst = 3;

    private readonly ManualTimeProvider _time = new();
    private MessageBudget _budget;

    public MessageBudgetTests() => _budget = new MessageBudget(PerSecond, Burst, _time);

    [Fact]
    public void TryTake_AtOnce_AllowsTheBurstAndNoMore() => Assert.Equal(Burst, TakeAll());

    [Fact]
    public void TryTake_AfterTheTimeOfOne_AllowsOneMore()
    {
        TakeAll();

        _time.Advance(TimeSpan.FromMilliseconds(124));
        Assert.False(_budget.TryTake());
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, TakeAll());
    }

    [Fact]
    public void TryTake_RefusedInBetween_CostsNothing()
    {
        TakeAll();

        for (var part = 0; part < 8; part++)
        {
            Assert.False(_budget.TryTake());
            _time.Advance(TimeSpan.FromSeconds(1) / 64);
        }

        Assert.Equal(1, TakeAll());
    }

    [Fact]
    public void TryTake_AfterALongPause_AllowsTheBurstAndNoMore()
    {
        TakeAll();
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(Burst, TakeAll());
    }

    [Fact]
    public void TryTake_AtTheAllowedRate_IsNeverRefused()
    {
        TakeAll();

        for (var message = 0; message < 1_000; message++)
        {
            _time.Advance(TimeSpan.FromSeconds(1) / PerSecond);
            Assert.True(_budget.TryTake());
        }
    }

    private int TakeAll()
    {
        var taken = 0;
        while (_budget.TryTake()) taken++;
        return taken;
    }
}
