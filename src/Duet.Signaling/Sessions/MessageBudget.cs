namespace Duet.Signaling.Sessions;

/// <summary>
/// A token bucket for one connection's messages. Our own, because the library's reads a clock that tests cannot move and costs ten times
/// the memory for each connection. It changes in place, within the session that it is a field of: a copy would not count.
/// </summary>
internal struct MessageBudget(int perSecond, int burst, TimeProvider time)
{
    private double _tokens = burst;
    private long _refilledAt = time.GetTimestamp();

    /// <summary>Takes one message's worth. False where the sender has been faster than allowed.</summary>
    public bool TryTake()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(burst, _tokens + time.GetElapsedTime(_refilledAt, now).TotalSeconds * perSecond);
        _refilledAt = now;
        if (_tokens < 1) return false;

        _tokens--;
        return true;
    }
}
