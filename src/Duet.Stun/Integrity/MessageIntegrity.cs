using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Duet.Stun;

/// <summary>MESSAGE-INTEGRITY (RFC 8489 section 14.5): an HMAC-SHA1 over all that stands before it.</summary>
public static class MessageIntegrity
{
    /// <summary>Bytes of its value.</summary>
    public const int Length = HMACSHA1.HashSizeInBytes;

    private static readonly KeyedHash _hash = HMACSHA1.HashData;

    /// <summary>False where the message has none, or who sent it did not have the key.</summary>
    public static bool Verify(in StunMessage message, ReadOnlySpan<byte> key) =>
        message.TryFind(StunAttributeType.MessageIntegrity, out var attribute)
        && attribute.Value.Length == Length
        && CoveredBytes.Match(message, attribute, key, _hash);

    [SuppressMessage("Security", "CA5350", Justification = "RFC 8489 section 14.5 prescribes it, and an HMAC does not need what SHA-1 lost.")]
    internal static void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> covered, Span<byte> value) => HMACSHA1.HashData(key, covered, value);
}
