using System.Collections.Concurrent;

namespace Duet.Soak.Checks;

/// <summary>
/// How many letters of one client to another the server has handled for certain: it has handled something that was said after them. So many
/// have to arrive before the other is told that their sender left.
/// </summary>
internal sealed class Handled
{
    private readonly ConcurrentDictionary<(string From, string To), int> _letters = new();

    public void Note(string from, string to, int letters) => _letters[(from, to)] = letters;

    /// <summary>Takes the account of two whose meeting is over; 0 where nothing is certain.</summary>
    public int Take(string from, string to) => _letters.TryRemove((from, to), out var letters) ? letters : 0;
}
