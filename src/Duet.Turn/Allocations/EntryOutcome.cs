namespace Duet.Turn.Allocations;

/// <summary>What <see cref="AllocationOwner.TryEnter"/> says.</summary>
internal enum EntryOutcome
{
    Entered,

    /// <summary>The user has as many allocations as one may have.</summary>
    Full,

    /// <summary>This object is not the user's any more: a new one is.</summary>
    Forgotten,
}
