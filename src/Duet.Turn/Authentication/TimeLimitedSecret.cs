using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Duet.Stun;

namespace Duet.Turn.Authentication;

/// <summary>
/// What makes the passwords of time-limited credentials: base64 of HMAC-SHA1 over the user name (draft-uberti-behave-turn-rest-00 section
/// 2.2).
/// </summary>
internal sealed class TimeLimitedSecret(string secret, string realm)
{
    private const int PasswordLength = 28; // 20 bytes in base64
    private const int MaxText = Username.MaxLength + Realm.MaxLength + PasswordLength + 2;

    private readonly byte[] _secret = Encoding.UTF8.GetBytes(secret);
    private readonly byte[] _realm = Encoding.UTF8.GetBytes(realm);

    public string PasswordOf(string username)
    {
        Span<byte> password = stackalloc byte[PasswordLength];
        WritePassword(Encoding.UTF8.GetBytes(username), password);
        return Encoding.ASCII.GetString(password);
    }

    /// <param name="algorithm">One of the two.</param>
    /// <param name="username">At most <see cref="Username.MaxLength"/> bytes of UTF-8.</param>
    public IntegrityKey KeyOf(PasswordAlgorithm algorithm, string username)
    {
        Span<byte> utf8 = stackalloc byte[Username.MaxLength];
        return KeyOf(algorithm, utf8[..Encoding.UTF8.GetBytes(username, utf8)]);
    }

    /// <summary>
    /// The key as <see cref="LongTermKey"/> makes it, of the name's bytes as they came in: nothing goes to the heap, whoever asks.
    /// </summary>
    /// <param name="algorithm">One of the two.</param>
    /// <param name="username">At most <see cref="Username.MaxLength"/> bytes of UTF-8.</param>
    [SuppressMessage("Security", "CA5351", Justification = "RFC 8489 section 18.5.1.1: what clients without PASSWORD-ALGORITHMS use.")]
    public IntegrityKey KeyOf(PasswordAlgorithm algorithm, ReadOnlySpan<byte> username)
    {
        Span<byte> text = stackalloc byte[MaxText];
        var length = Append(text, 0, username);
        text[length++] = (byte)':';
        length = Append(text, length, _realm);
        text[length++] = (byte)':';
        WritePassword(username, text.Slice(length, PasswordLength));
        text = text[..(length + PasswordLength)];

        Span<byte> key = stackalloc byte[LongTermKey.MaxLength];
        var keyLength = algorithm is PasswordAlgorithm.Sha256 ? SHA256.HashData(text, key) : MD5.HashData(text, key);
        return new IntegrityKey(key[..keyLength]);
    }

    private static int Append(Span<byte> text, int length, ReadOnlySpan<byte> part)
    {
        part.CopyTo(text[length..]);
        return length + part.Length;
    }

    [SuppressMessage("Security", "CA5350", Justification = "The draft wants it, and an HMAC does not need what SHA-1 lost.")]
    private void WritePassword(ReadOnlySpan<byte> username, Span<byte> password)
    {
        Span<byte> code = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(_secret, username, code);
        Base64.EncodeToUtf8(code, password, out _, out _);
    }
}
