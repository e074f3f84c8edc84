using System.Collections.Concurrent;

namespace Duet.Turn.Allocations;

/// <summary>All user names with allocations. Only authenticated names get here, so a stranger cannot make it grow. Thread safe.</summary>
internal sealed class AllocationOwners(AllocationRules rules)
{
    private readonly ConcurrentDictionary<string, AllocationOwner> _owners = new(StringComparer.Ordinal);

    public int Count => _owners.Count;

    /// <summary>Takes a place for one allocation more; null where the user has as many as one may have.</summary>
    public AllocationOwner? TryEnter(string username)
    {
        while (true)
        {
            var owner = _owners.GetOrAdd(username, static (username, rules) => new AllocationOwner(username, rules.NewUserPace()), rules);
            switch (owner.TryEnter(rules.MaxAllocations))
            {
                case EntryOutcome.Entered:
                    return owner;
                case EntryOutcome.Full:
                    return null;
                default:
                    Remove(owner);
                    break;
            }
        }
    }

    public AllocationOwner? Find(string username) => _owners.GetValueOrDefault(username);

    public void RemoveIdle()
    {
        foreach (var (_, owner) in _owners)
        {
            if (owner.TryForget()) Remove(owner);
        }
    }

    // Removes this very owner, never a new one of the same name.
    private void Remove(AllocationOwner owner) => _owners.TryRemove(new KeyValuePair<string, AllocationOwner>(owner.Username, owner));
}
