using System.Security.Cryptography;
using System.Text;

namespace Duet.Stun;

/// <summary>USERHASH (RFC 8489 section 14.4): a name that only who knows it can tell.</summary>
public static class Userhash
{
    /// <summary>Bytes of its value.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    private const int StackBytes = 1024;

    /// <summary>False where the length is not 32.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> hash)
    {
        hash = value.Length == Length ? value : default;
        return value.Length == Length;
    }

    /// <summary>Writes 32 bytes.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too small.</exception>
    public static void Compute(ReadOnlySpan<char> username, ReadOnlySpan<char> realm, Span<byte> destination)
    {
        username = OpaqueString.Prepare(username);
        realm = OpaqueString.Prepare(realm);

        var most = Encoding.UTF8.GetMaxByteCount(username.Length + realm.Length + 1);
        var text = most <= StackBytes ? stackalloc byte[StackBytes] : new byte[most];
        var bytes = Encoding.UTF8.GetBytes(username, text);
        text[bytes++] = (byte)':';
        bytes += Encoding.UTF8.GetBytes(realm, text[bytes..]);
        SHA256.HashData(text[..bytes], destination);
    }
}
