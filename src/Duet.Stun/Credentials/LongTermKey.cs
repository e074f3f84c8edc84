using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Duet.Stun;

/// <summary>The key of the long-term credential mechanism (RFC 8489 section 18.5.1): a hash of name, realm and password.</summary>
public static class LongTermKey
{
    /// <summary>The most bytes that a key has.</summary>
    public const int MaxLength = SHA256.HashSizeInBytes;

    private const int StackBytes = 1024;

    /// <summary>Writes the key to <paramref name="destination"/> and returns its bytes, 16 or 32.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The algorithm is not known.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too small.</exception>
    public static int Derive(
        PasswordAlgorithm algorithm, ReadOnlySpan<char> username, ReadOnlySpan<char> realm, ReadOnlySpan<char> password, Span<byte> destination)
    {
        username = OpaqueString.Prepare(username);
        realm = OpaqueString.Prepare(realm);
        password = OpaqueString.Prepare(password);

        var most = Encoding.UTF8.GetMaxByteCount(username.Length + realm.Length + password.Length + 2);
        var text = most <= StackBytes ? stackalloc byte[StackBytes] : new byte[most];
        var bytes = Encoding.UTF8.GetBytes(username, text);
        text[bytes++] = (byte)':';
        bytes += Encoding.UTF8.GetBytes(realm, text[bytes..]);
        text[bytes++] = (byte)':';
        bytes += Encoding.UTF8.GetBytes(password, text[bytes..]);

        var length = Hash(algorithm, text[..bytes], destination);
        CryptographicOperations.ZeroMemory(text);
        return length;
    }

    [SuppressMessage("Security", "CA5351", Justification = "RFC 8489 section 18.5.1.1: what clients without PASSWORD-ALGORITHMS use.")]
    private static int Hash(PasswordAlgorithm algorithm, ReadOnlySpan<byte> text, Span<byte> destination) => algorithm switch
    {
        PasswordAlgorithm.Md5 => MD5.HashData(text, destination),
        PasswordAlgorithm.Sha256 => SHA256.HashData(text, destination),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Not a password algorithm of RFC 8489."),
    };
}
