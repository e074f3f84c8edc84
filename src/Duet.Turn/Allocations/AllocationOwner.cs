using Duet.Turn.Authentication;

namespace Duet.Turn.Allocations;

/// <summary>
/// A user name with allocations: what is counted, and paced, for all of them together (RFC 8656 section 7.2, item 10). Thread safe.
/// </summary>
internal sealed class AllocationOwner(string username, TokenBucket pace)
{
    private readonly Lock _gate = new();
    private readonly List<Allocation> _allocations = [];
    private int _entered;
    private int _reservations;
    private bool _wasIdle;
    private bool _forgotten;

    public string Username { get; } = username;

    /// <summary>Whether all of its allocations together may relay so many bytes more.</summary>
    public bool TryPay(int bytes, long now) => pace.TryTake(bytes, now);

    /// <summary>Takes the place of one allocation, before it is made, so that two at once cannot both be the last.</summary>
    public EntryOutcome TryEnter(int limit)
    {
        lock (_gate)
        {
            if (_forgotten) return EntryOutcome.Forgotten;
            if (_entered >= limit) return EntryOutcome.Full;

            _entered++;
            return EntryOutcome.Entered;
        }
    }

    /// <summary>Gives the place of one allocation back.</summary>
    public void Exit()
    {
        lock (_gate) _entered--;
    }

    public bool TryEnterReservation(int limit)
    {
        lock (_gate)
        {
            if (_reservations >= limit) return false;

            _reservations++;
            return true;
        }
    }

    public void ExitReservation()
    {
        lock (_gate) _reservations--;
    }

    public void Add(Allocation allocation)
    {
        lock (_gate) _allocations.Add(allocation);
    }

    public void Remove(Allocation allocation)
    {
        lock (_gate) _allocations.Remove(allocation);
    }

    public Allocation[] Snapshot()
    {
        lock (_gate) return [.. _allocations];
    }

    /// <summary>
    /// True, and nobody enters again, where it was idle at the last call already. Not at once: who ends an allocation to begin another must
    /// not begin with a full bucket.
    /// </summary>
    public bool TryForget()
    {
        lock (_gate)
        {
            var isIdle = _entered == 0 && _reservations == 0;
            _forgotten = isIdle && _wasIdle;
            _wasIdle = isIdle;
            return _forgotten;
        }
    }
}
