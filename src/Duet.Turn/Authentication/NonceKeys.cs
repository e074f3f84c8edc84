using System.Diagnostics.CodeAnalysis;

namespace Duet.Turn.Authentication;

/// <summary>The key that signs nonces, and the one before it, by which those in use were signed. Never changes: it is replaced.</summary>
internal sealed class NonceKeys
{
    private readonly NonceKey _previous;

    private NonceKeys(long since, byte currentId, NonceKey previous)
    {
        (Since, CurrentId) = (since, currentId);
        _previous = previous;
    }

    /// <summary>Timestamp of the rotation.</summary>
    public long Since { get; }

    public byte CurrentId { get; }

    public NonceKey Current { get; } = new();

    /// <summary>The key before the first is one that never signed.</summary>
    public static NonceKeys Create(long now) => new(now, 0, new NonceKey());

    public NonceKeys Rotate(long now) => new(now, (byte)(CurrentId + 1), Current);

    /// <summary>False for a key that is gone, or never was.</summary>
    public bool TryFind(byte id, [NotNullWhen(true)] out NonceKey? key)
    {
        key = id == CurrentId ? Current : id == (byte)(CurrentId - 1) ? _previous : null;
        return key is not null;
    }
}
