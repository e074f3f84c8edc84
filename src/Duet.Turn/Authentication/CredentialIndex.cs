using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Duet.Turn.Authentication;

/// <summary>The credentials that are kept, by user name and by USERHASH. Read by any thread; its owner sees to it that one writes.</summary>
internal sealed class CredentialIndex
{
    private readonly string _realm;
    private readonly ConcurrentDictionary<string, Credential> _byUsername = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Credential>.AlternateLookup<ReadOnlySpan<char>> _byCharacters;
    private readonly ConcurrentDictionary<UserhashValue, Credential> _byUserhash = new();

    public CredentialIndex(string realm)
    {
        _realm = realm;
        _byCharacters = _byUsername.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Replaces the one of that name, if there is one.</summary>
    public void Set(Credential credential)
    {
        _byUsername[credential.Username] = credential;
        _byUserhash[UserhashValue.Of(credential.Username, _realm)] = credential;
    }

    public void Remove(string username)
    {
        _byUsername.TryRemove(username, out _);
        _byUserhash.TryRemove(UserhashValue.Of(username, _realm), out _);
    }

    public bool TryFind(ReadOnlySpan<char> username, [NotNullWhen(true)] out Credential? credential) =>
        _byCharacters.TryGetValue(username, out credential);

    public bool TryFind(UserhashValue userhash, [NotNullWhen(true)] out Credential? credential) =>
        _byUserhash.TryGetValue(userhash, out credential);
}
