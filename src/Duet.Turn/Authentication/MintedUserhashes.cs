using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Duet.Turn.Authentication;

/// <summary>
/// The time-limited user names that were made here, by USERHASH: a client that was told that names can be anonymous sends nothing else
/// (RFC 8489 section 9.2.5). Where there are more than <c>capacity</c>, the oldest is forgotten: its holder is asked for the name.
/// </summary>
internal sealed class MintedUserhashes(int capacity)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<UserhashValue, string> _usernames = new();
    private readonly Queue<(UserhashValue Userhash, long Expiry)> _oldestFirst = new();

    public int Count => _usernames.Count;

    /// <param name="userhash">Of <paramref name="username"/>.</param>
    /// <param name="username">The whole of it.</param>
    /// <param name="expiry">When it ends, in Unix seconds.</param>
    /// <param name="now">In Unix seconds.</param>
    public void Add(UserhashValue userhash, string username, long expiry, long now)
    {
        lock (_gate)
        {
            if (!_usernames.TryAdd(userhash, username)) return;

            _oldestFirst.Enqueue((userhash, expiry));
            while (_oldestFirst.TryPeek(out var oldest) && (oldest.Expiry <= now || _oldestFirst.Count > capacity))
                _usernames.TryRemove(_oldestFirst.Dequeue().Userhash, out _);
        }
    }

    public bool TryFind(UserhashValue userhash, [NotNullWhen(true)] out string? username) => _usernames.TryGetValue(userhash, out username);
}
