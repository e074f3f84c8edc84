using System.Threading.Tasks.Sources;

namespace Duet.Server.Transport;

/// <summary>
/// Whether one direction of a socket may have something to do, and the one who waits for it, who goes on right on the thread that says so.
/// </summary>
internal sealed class ReadinessSignal : IValueTaskSource
{
    private const int Unset = 0;
    private const int IsSetNow = 1;
    private const int Waiting = 2;

    private ManualResetValueTaskSourceCore<bool> _waiter;
    private CancellationTokenRegistration _cancellation;
    private Action? _goOn;
    private int _state;

    public bool IsSet => Volatile.Read(ref _state) == IsSetNow;

    /// <summary>
    /// Before the socket is tried, by the one who would wait: whatever becomes ready from here on sets it again. Who set it before has said
    /// all there was to say, and the exchange lets us see it.
    /// </summary>
    public void Clear() => Interlocked.Exchange(ref _state, Unset);

    public void Set()
    {
        if (Interlocked.Exchange(ref _state, IsSetNow) != Waiting) return;

        if (_goOn is { } goOn)
        {
            _goOn = null;
            goOn();
        }
        else
        {
            _cancellation.Dispose();
            _waiter.SetResult(true);
        }
    }

    /// <summary>The same, but who waits goes on on a thread of the pool: for a caller who may hold a lock.</summary>
    public void SetFromOutside() => ThreadPool.UnsafeQueueUserWorkItem(static signal => signal.Set(), this, preferLocal: false);

    /// <summary>Has <paramref name="goOn"/> called once, when it is set. False where it is set already: nothing is called then.</summary>
    public bool TryWait(Action goOn)
    {
        _goOn = goOn;
        if (Interlocked.CompareExchange(ref _state, Waiting, Unset) == Unset) return true;

        _goOn = null;
        return false;
    }

    /// <summary>Waits until it is set. For one at a time.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsSet) return ValueTask.CompletedTask;

        // All that Set needs is there before it can see that somebody waits.
        _waiter.Reset();
        var version = _waiter.Version;
        _cancellation = cancellationToken.UnsafeRegister(static (signal, token) => ((ReadinessSignal)signal!).Cancel(token), this);
        if (Interlocked.CompareExchange(ref _state, Waiting, Unset) != Unset)
        {
            _cancellation.Dispose();
            return ValueTask.CompletedTask;
        }

        if (cancellationToken.IsCancellationRequested) Cancel(cancellationToken); // It came before we waited, and found nobody.
        return new ValueTask(this, version);
    }

    void IValueTaskSource.GetResult(short token) => _waiter.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _waiter.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _waiter.OnCompleted(continuation, state, token, flags);

    private void Cancel(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Unset, Waiting) == Waiting) _waiter.SetException(new OperationCanceledException(cancellationToken));
    }
}
