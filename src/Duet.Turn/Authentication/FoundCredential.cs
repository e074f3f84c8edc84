namespace Duet.Turn.Authentication;

/// <summary>
/// What was found for a name. For one that nobody has, the key is one that nobody has either: the caller goes on and fails where a wrong
/// password fails, after the same work.
/// </summary>
internal readonly struct FoundCredential(bool isKnown, string? username, in IntegrityKey key)
{
    private readonly IntegrityKey _key = key;

    public bool IsKnown { get; } = isKnown;

    /// <summary>The name where it is kept as a string; null where it is only in the request.</summary>
    public string? Username { get; } = username;

    public IntegrityKey Key => _key;
}
