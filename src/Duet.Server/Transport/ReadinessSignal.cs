using System.Threading.Tasks.Sources;

namespace Duet.Server.Transport;

/// <summary>
/// Whether one direction of a socket may have something to do, and the one who waits for it, who goes on right on the thread that says so.
/// </summary>
internal sealed class ReadinessSignal : IValueTaskSource
{
    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<bool> _waiter;
    private CancellationTokenRegistration _cancellation;
    private bool _isWaiting;
    private bool _isSet;

    public bool IsSet => Volatile.Read(ref _isSet);

    /// <summary>
    /// Before the socket is tried: whatever becomes ready from here on sets it again. Who set it before has said all there was to say, and
    /// the exchange lets us see it.
    /// </summary>
    public void Clear() => Interlocked.Exchange(ref _isSet, false);

    public void Set()
    {
        lock (_gate)
        {
            _isSet = true;
            if (!_isWaiting) return;

            _isWaiting = false;
        }

        _cancellation.Dispose();
        _waiter.SetResult(true);
    }

    /// <summary>The same, but who waits goes on on a thread of the pool: for a caller who may hold a lock.</summary>
    public void SetFromOutside() => ThreadPool.UnsafeQueueUserWorkItem(static signal => signal.Set(), this, preferLocal: false);

    /// <summary>Waits until it is set. For one at a time.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        short version;
        lock (_gate)
        {
            if (_isSet) return ValueTask.CompletedTask;

            _waiter.Reset();
            _isWaiting = true;
            version = _waiter.Version;
            _cancellation = default;
        }

        if (cancellationToken.CanBeCanceled) CancelWith(cancellationToken);
        return new ValueTask(this, version);
    }

    void IValueTaskSource.GetResult(short token) => _waiter.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _waiter.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _waiter.OnCompleted(continuation, state, token, flags);

    private void CancelWith(CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(
            static (signal, token) => ((ReadinessSignal)signal!).Cancel(token), this);
        lock (_gate)
        {
            if (_isWaiting)
            {
                _cancellation = registration;
                return;
            }
        }

        registration.Dispose();
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_isWaiting) return;

            _isWaiting = false;
        }

        _waiter.SetException(new OperationCanceledException(cancellationToken));
    }
}
