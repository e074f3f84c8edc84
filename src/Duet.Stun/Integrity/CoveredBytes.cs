using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Duet.Stun;

/// <summary>Checks a code over what stands before it in a message.</summary>
internal static class CoveredBytes
{
    private const int StackBytes = 2048;
    private const int MaxHashBytes = 32;

    /// <summary>
    /// Whether <paramref name="attribute"/> holds the beginning of the code of the message before it. The time that this takes does not tell
    /// how much of it is right.
    /// </summary>
    public static bool Match(in StunMessage message, in StunAttribute attribute, ReadOnlySpan<byte> key, KeyedHash hash)
    {
        Span<byte> expected = stackalloc byte[MaxHashBytes];
        Compute(message.Bytes, attribute, key, expected, hash);
        return CryptographicOperations.FixedTimeEquals(expected[..attribute.Value.Length], attribute.Value);
    }

    // The length field is taken as if the message ended with this attribute (RFC 8489 section 14.5). Where it does, nothing is copied.
    private static void Compute(ReadOnlySpan<byte> message, in StunAttribute attribute, ReadOnlySpan<byte> key, Span<byte> code, KeyedHash hash)
    {
        var covered = message[..attribute.Offset];
        if (attribute.End == message.Length)
        {
            hash(key, covered, code);
            return;
        }

        byte[]? rented = null;
        var copy = covered.Length <= StackBytes ? stackalloc byte[StackBytes] : rented = ArrayPool<byte>.Shared.Rent(covered.Length);
        copy = copy[..covered.Length];
        covered.CopyTo(copy);
        BinaryPrimitives.WriteUInt16BigEndian(copy[StunHeader.LengthOffset..], (ushort)(attribute.End - StunHeader.Size));
        hash(key, copy, code);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }
}
