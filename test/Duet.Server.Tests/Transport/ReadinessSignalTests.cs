using Duet.Server.Tests.Signaling.Upgrade;
using Duet.Server.Transport;

namespace Duet.Server.Tests.Transport;

public sealed class ReadinessSignalTests
{
    private readonly ReadinessSignal _signal = new();

    [Fact]
    public async Task Wait_SetBefore_IsDoneAtOnceUntilItIsCleared()
    {
        _signal.Set();
        for (var i = 0; i < 2; i++) Assert.True(_signal.WaitAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully);

        _signal.Clear();
        var waiting = _signal.WaitAsync(CancellationToken.None).InTimeAsync();
        Assert.False(waiting.IsCompleted);
        _signal.Set();
        await waiting;
    }

    [Fact]
    public async Task Wait_SetAndClearedMeanwhile_IsDone()
    {
        var waiting = _signal.WaitAsync(CancellationToken.None).InTimeAsync();

        _signal.Set();
        _signal.Clear();

        await waiting;
    }

    [Fact]
    public async Task Wait_Canceled_ThrowsAndCanBeWaitedForAgain()
    {
        using var cancellation = new CancellationTokenSource();
        var canceled = _signal.WaitAsync(cancellation.Token).InTimeAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => canceled);

        var waiting = _signal.WaitAsync(CancellationToken.None).InTimeAsync();
        Assert.False(waiting.IsCompleted);
        _signal.Set();
        await waiting;
    }

    [Fact]
    public void TryWait_SetLater_GoesOnOnceAndWithinTheCall()
    {
        var calls = 0;
        Assert.True(_signal.TryWait(() => calls++));
        Assert.Equal(0, calls);

        _signal.Set();
        _signal.Set();

        Assert.Equal(1, calls);
    }

    [Fact]
    public void TryWait_IsSet_IsFalseAndCallsNothing()
    {
        _signal.Set();

        Assert.False(_signal.TryWait(() => Assert.Fail("Nobody waited.")));

        _signal.Clear();
        _signal.Set();
    }

    [Fact]
    public async Task Wait_CanceledBefore_Throws() =>
        await Assert.ThrowsAsync<OperationCanceledException>(() => _signal.WaitAsync(new CancellationToken(canceled: true)).AsTask());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Wait_SetAndCancelRace_EndsOnceAndIsNotMissed(int seed)
    {
        const int Count = 20_000;
        var random = new Random(seed);
        var (set, canceled) = (0, 0);
        for (var i = 0; i < Count; i++)
        {
            _signal.Clear();
            var cancellation = new CancellationTokenSource(); // Canceled perhaps when its round is over: not disposed.
            ThreadPool.UnsafeQueueUserWorkItem(static signal => signal.Set(), _signal, preferLocal: false);
            if (random.Next(2) == 0) ThreadPool.UnsafeQueueUserWorkItem(static token => token.Cancel(), cancellation, preferLocal: false);
            try
            {
                await _signal.WaitAsync(cancellation.Token).InTimeAsync();
                set++;
            }
            catch (OperationCanceledException)
            {
                canceled++;
                await _signal.WaitAsync(CancellationToken.None).InTimeAsync();
            }
        }

        Assert.Equal(Count, set + canceled);
    }
}
