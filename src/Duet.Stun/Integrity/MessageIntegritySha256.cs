using System.Security.Cryptography;

namespace Duet.Stun;

/// <summary>MESSAGE-INTEGRITY-SHA256 (RFC 8489 section 14.6): an HMAC-SHA256 over all that stands before it, whole or its beginning.</summary>
public static class MessageIntegritySha256
{
    /// <summary>The fewest bytes that a value may be cut to.</summary>
    public const int MinLength = 16;

    /// <summary>Bytes of the whole value.</summary>
    public const int MaxLength = HMACSHA256.HashSizeInBytes;

    private static readonly KeyedHash _hash = HMACSHA256.HashData;

    /// <summary>False where the message has none, its length is not 16, 20, 24, 28 or 32, or who sent it did not have the key.</summary>
    public static bool Verify(in StunMessage message, ReadOnlySpan<byte> key) =>
        message.TryFind(StunAttributeType.MessageIntegritySha256, out var attribute)
        && attribute.Value.Length is >= MinLength and <= MaxLength
        && attribute.Value.Length % 4 == 0
        && CoveredBytes.Match(message, attribute, key, _hash);

    internal static void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> covered, Span<byte> value) => HMACSHA256.HashData(key, covered, value);
}
