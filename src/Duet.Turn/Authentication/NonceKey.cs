using System.Security.Cryptography;

namespace Duet.Turn.Authentication;

/// <summary>A random key that signs nonces with HMAC-SHA256.</summary>
/// <remarks>
/// Thread safe. Each thread keeps the state of the key that it used last, which is the current one nearly always: to begin anew costs as much
/// as the code itself.
/// </remarks>
internal sealed class NonceKey
{
    private const int KeyBytes = 32;

    [ThreadStatic]
    private static NonceKey? _last;

    [ThreadStatic]
    private static IncrementalHash? _lastHash;

    private readonly byte[] _bytes = RandomNumberGenerator.GetBytes(KeyBytes);

    /// <summary>Writes the first bytes of the code of <paramref name="signed"/>, as many as <paramref name="code"/> has.</summary>
    public void Sign(ReadOnlySpan<byte> signed, Span<byte> code)
    {
        var hash = HashOfThisThread();
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        hash.AppendData(signed);
        hash.GetHashAndReset(whole);
        whole[..code.Length].CopyTo(code);
    }

    private IncrementalHash HashOfThisThread()
    {
        if (_last == this) return _lastHash!;

        _lastHash?.Dispose();
        _lastHash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _bytes);
        _last = this;
        return _lastHash;
    }
}
