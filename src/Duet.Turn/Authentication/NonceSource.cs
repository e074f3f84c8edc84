using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Duet.Stun;

namespace Duet.Turn.Authentication;

/// <summary>
/// Makes nonces (RFC 8489 section 9.2) and knows its own again without keeping them: each says when it was made, and is signed together
/// with the client's address and port, so that a request that was overheard is of no use from anywhere else.
/// </summary>
/// <remarks>
/// A nonce is an announcement of <see cref="SecurityFeatures"/>, and in base64: key id (1 byte), seconds since the start (4), the first 16
/// bytes of an HMAC-SHA256, which covers the announcement too. The key is replaced every hour, and as a nonce lives for 10 minutes, the key
/// before it is all that is needed.
/// </remarks>
internal sealed class NonceSource
{
    private const int TimeOffset = 1;
    private const int CodeOffset = TimeOffset + sizeof(uint);
    private const int CodeLength = 16;
    private const int TokenLength = CodeOffset + CodeLength;
    private const int TokenChars = TokenLength / 3 * 4;
    private const int AddressBytes = 16;
    private const int AnnouncementLength = SecurityFeatures.AnnouncementLength;
    private const int FamilyOffset = AnnouncementLength + CodeOffset;
    private const int SignedLength = FamilyOffset + 1 + AddressBytes + sizeof(ushort);

    private static readonly TimeSpan _lifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _keyLifetime = TimeSpan.FromHours(1);

    private readonly Lock _rotation = new();
    private readonly long _frequency;
    private readonly long _start;
    private NonceKeys _keys;

    public NonceSource(TimeProvider time)
    {
        _frequency = time.TimestampFrequency;
        _start = time.GetTimestamp();
        _keys = NonceKeys.Create(_start);
    }

    /// <summary>Bytes of every nonce.</summary>
    public static int Length => AnnouncementLength + TokenChars;

    /// <summary>Writes a nonce and returns its <see cref="Length"/>.</summary>
    /// <param name="announcement">One of those of <see cref="SecurityFeatures"/>.</param>
    /// <param name="client">Who shall use it.</param>
    /// <param name="now">The present timestamp.</param>
    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    public int Write(ReadOnlySpan<byte> announcement, in TransportAddress client, long now, Span<byte> destination)
    {
        var keys = KeysAt(now);
        Span<byte> token = stackalloc byte[TokenLength];
        token[0] = keys.CurrentId;
        BinaryPrimitives.WriteUInt32BigEndian(token[TimeOffset..], SecondsAt(now));
        Sign(keys.Current, announcement, token, client);

        announcement.CopyTo(destination);
        Base64.EncodeToUtf8(token, destination[AnnouncementLength..], out _, out var written);
        return AnnouncementLength + written;
    }

    /// <summary>Whether <paramref name="nonce"/> was made here, for this client, and lately.</summary>
    public NonceVerdict Check(ReadOnlySpan<byte> nonce, in TransportAddress client, long now)
    {
        Span<byte> token = stackalloc byte[TokenLength];
        if (!TryDecode(nonce, token)) return NonceVerdict.Stale;
        if (!Volatile.Read(ref _keys).TryFind(token[0], out var key)) return NonceVerdict.Stale;

        // A client that was shown another announcement must not go on with it (RFC 8489 section 9.2.1).
        Span<byte> ours = stackalloc byte[TokenLength];
        token.CopyTo(ours);
        Sign(key, nonce[..AnnouncementLength], ours, client);
        if (!CryptographicOperations.FixedTimeEquals(ours, token)) return NonceVerdict.Stale;

        // Another worker's now may be a little later than ours, so that the nonce is not made yet.
        var age = (long)SecondsAt(now) - BinaryPrimitives.ReadUInt32BigEndian(token[TimeOffset..]);
        return age < (long)_lifetime.TotalSeconds ? NonceVerdict.Valid : NonceVerdict.Stale;
    }

    private static bool TryDecode(ReadOnlySpan<byte> nonce, Span<byte> token) =>
        nonce.Length == Length
        && Base64.DecodeFromUtf8(nonce[AnnouncementLength..], token, out _, out var written) is OperationStatus.Done
        && written == TokenLength;

    private static void Sign(NonceKey key, ReadOnlySpan<byte> announcement, Span<byte> token, in TransportAddress client)
    {
        Span<byte> signed = stackalloc byte[SignedLength];
        signed.Clear(); // an IPv4 address fills a part of its field
        announcement.CopyTo(signed);
        token[..CodeOffset].CopyTo(signed[AnnouncementLength..]);
        signed[FamilyOffset] = (byte)client.Family;
        client.Address.WriteTo(signed[(FamilyOffset + 1)..]);
        BinaryPrimitives.WriteUInt16BigEndian(signed[^sizeof(ushort)..], client.Port);
        key.Sign(signed, token.Slice(CodeOffset, CodeLength));
    }

    private uint SecondsAt(long now) => (uint)(Math.Max(0, now - _start) / _frequency);

    private NonceKeys KeysAt(long now)
    {
        var keys = Volatile.Read(ref _keys);
        return IsOver(keys, now) ? RotateAt(now) : keys;
    }

    private NonceKeys RotateAt(long now)
    {
        lock (_rotation)
        {
            if (IsOver(_keys, now)) Volatile.Write(ref _keys, _keys.Rotate(now));
            return _keys;
        }
    }

    private bool IsOver(NonceKeys keys, long now) => now - keys.Since >= _frequency * (long)_keyLifetime.TotalSeconds;
}
