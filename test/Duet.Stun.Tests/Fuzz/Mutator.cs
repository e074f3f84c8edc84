using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Duet.TestKit.Fuzz;

namespace Duet.Stun.Tests.Fuzz;

/// <summary>Makes new messages of known ones: changed bytes, and now and then a header and a code that fit.</summary>
internal sealed class Mutator(Random random)
{
    private const int MaxBytes = 4_096;

    private readonly ByteMutator _changes = new(random, [.. Enum.GetValues<StunAttributeType>().Select(each => (ushort)each)], StunHeader.Size);

    public byte[] Mutate(byte[] known, byte[] other)
    {
        var bytes = known;
        for (var changes = random.Next(1, 6); changes > 0; changes--) bytes = _changes.Change(bytes, other);
        if (bytes.Length > MaxBytes) bytes = bytes[..MaxBytes];
        if (random.Next(10) < 7) bytes = WithRightHeader(bytes);
        return random.Next(4) switch
        {
            0 => Signed(bytes, StunAttributeType.MessageIntegrity),
            1 => Signed(bytes, StunAttributeType.MessageIntegritySha256),
            _ => bytes,
        };
    }

    private static byte[] WithRightHeader(byte[] bytes)
    {
        if (bytes.Length < StunHeader.Size) return bytes;
        var right = bytes[..(bytes.Length & ~3)];
        right[0] &= 0x3F;
        BinaryPrimitives.WriteUInt32BigEndian(right.AsSpan(4), StunHeader.MagicCookie);
        BinaryPrimitives.WriteUInt16BigEndian(right.AsSpan(2), (ushort)(right.Length - StunHeader.Size));
        return right;
    }

    // Appends a code that is right, so that what stands behind a signature is looked at too.
    [SuppressMessage("Security", "CA5350", Justification = "RFC 8489 section 14.5")]
    private static byte[] Signed(byte[] bytes, StunAttributeType type)
    {
        if (bytes.Length < StunHeader.Size) return bytes;
        var isSha1 = type is StunAttributeType.MessageIntegrity;
        byte[] header = [(byte)((int)type >> 8), (byte)type, 0, (byte)(isSha1 ? MessageIntegrity.Length : MessageIntegritySha256.MaxLength)];
        var signed = WithRightHeader([.. bytes[..(bytes.Length & ~3)], .. header, .. new byte[header[3]]]);
        var code = signed.AsSpan(signed.Length - header[3]);
        var covered = signed.AsSpan(0, signed.Length - header[3] - header.Length);
        if (isSha1) HMACSHA1.HashData(CodecPromises.Md5Key, covered, code);
        else HMACSHA256.HashData(CodecPromises.Sha256Key, covered, code);
        return signed;
    }
}
