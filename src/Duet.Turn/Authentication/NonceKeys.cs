using System.Security.Cryptography;

namespace Duet.Turn.Authentication;

/// <summary>The key that signs nonces, and the one before it, by which those in use were signed. Never changes: it is replaced.</summary>
internal sealed class NonceKeys
{
    private const int KeyBytes = 32;

    private readonly byte[] _current = RandomNumberGenerator.GetBytes(KeyBytes);
    private readonly byte[] _previous;

    private NonceKeys(long since, byte currentId, byte[] previous)
    {
        (Since, CurrentId) = (since, currentId);
        _previous = previous;
    }

    /// <summary>Timestamp of the rotation.</summary>
    public long Since { get; }

    public byte CurrentId { get; }

    public ReadOnlySpan<byte> Current => _current;

    /// <summary>The key before the first is one that never signed.</summary>
    public static NonceKeys Create(long now) => new(now, 0, RandomNumberGenerator.GetBytes(KeyBytes));

    public NonceKeys Rotate(long now) => new(now, (byte)(CurrentId + 1), _current);

    /// <summary>False for a key that is gone, or never was.</summary>
    public bool TryFind(byte id, out ReadOnlySpan<byte> key)
    {
        key = id == CurrentId ? _current : id == (byte)(CurrentId - 1) ? _previous : default;
        return !key.IsEmpty;
    }
}
