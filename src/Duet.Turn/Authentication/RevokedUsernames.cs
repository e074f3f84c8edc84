using System.Collections.Concurrent;

namespace Duet.Turn.Authentication;

/// <summary>
/// Time-limited credentials that ended before their time. Each is remembered until its expiry. Read by any thread; its owner sees to it
/// that one writes.
/// </summary>
/// <remarks>
/// Where there are more than <c>capacity</c>, the one that expires first is forgotten, and every time-limited credential that expires no
/// later than it did is refused instead: too many are refused then, never too few.
/// </remarks>
internal sealed class RevokedUsernames
{
    private readonly int _capacity;
    private readonly ConcurrentDictionary<string, long> _expiries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> _byCharacters;
    private readonly PriorityQueue<string, long> _byExpiry = new();
    private long _refusedUntil = long.MinValue;

    public RevokedUsernames(int capacity)
    {
        _capacity = capacity;
        _byCharacters = _expiries.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count => _byExpiry.Count;

    /// <param name="username">The whole of it.</param>
    /// <param name="expiry">What it says of its own end, in Unix seconds.</param>
    public bool Contains(ReadOnlySpan<char> username, long expiry) =>
        expiry <= Volatile.Read(ref _refusedUntil) || _byCharacters.ContainsKey(username);

    /// <param name="username">The whole of it.</param>
    /// <param name="expiry">What it says of its own end, in Unix seconds.</param>
    /// <param name="now">In Unix seconds.</param>
    public void Add(string username, long expiry, long now)
    {
        while (_byExpiry.TryPeek(out _, out var first) && first <= now) _expiries.TryRemove(_byExpiry.Dequeue(), out _);
        if (expiry <= now || !_expiries.TryAdd(username, expiry)) return;

        _byExpiry.Enqueue(username, expiry);
        if (_byExpiry.Count <= _capacity) return;

        _byExpiry.TryDequeue(out var forgotten, out var until);
        Volatile.Write(ref _refusedUntil, Math.Max(_refusedUntil, until));
        _expiries.TryRemove(forgotten!, out _);
    }
}
