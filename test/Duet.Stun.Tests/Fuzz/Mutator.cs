using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Duet.Stun.Tests.Fuzz;

/// <summary>Makes new bytes of known ones: changes that random chance would hardly find, and now and then a header and a code that fit.</summary>
internal sealed class Mutator(Random random)
{
    private const int MaxBytes = 4_096;

    private static readonly byte[] _bytes = [0, 1, 2, 3, 4, 0x08, 0x10, 0x1C, 0x20, 0x28, 0x40, 0x7F, 0x80, 0xFF];
    private static readonly ushort[] _lengths = [0, 1, 2, 3, 4, 5, 7, 8, 12, 16, 19, 20, 21, 24, 32, 33, 0x7FFF, 0x8000, 0xFFFC, 0xFFFF];
    private static readonly StunAttributeType[] _types = Enum.GetValues<StunAttributeType>();

    public byte[] Mutate(byte[] known, byte[] other)
    {
        var bytes = known;
        for (var changes = random.Next(1, 6); changes > 0; changes--) bytes = Change(bytes, other);
        if (bytes.Length > MaxBytes) bytes = bytes[..MaxBytes];
        if (random.Next(10) < 7) bytes = WithRightHeader(bytes);
        return random.Next(4) switch
        {
            0 => Signed(bytes, StunAttributeType.MessageIntegrity),
            1 => Signed(bytes, StunAttributeType.MessageIntegritySha256),
            _ => bytes,
        };
    }

    private byte[] Change(byte[] bytes, byte[] other)
    {
        var at = random.Next(bytes.Length + 1);
        var word = Math.Min(at & ~3, Math.Max(0, bytes.Length - 4));
        var until = random.Next(at, bytes.Length + 1);
        return random.Next(10) switch
        {
            0 => Set(bytes, at, each => (byte)(each ^ (1 << random.Next(8)))),
            1 => Set(bytes, at, _ => Pick(_bytes)),
            2 => Set(bytes, at, _ => (byte)random.Next(256)),
            3 => bytes[..at],
            4 => [.. bytes[..at], .. bytes[until..]],
            5 => [.. bytes[..until], .. bytes[at..]],
            6 => [.. bytes[..at], .. new byte[random.Next(1, 20)], .. bytes[at..]],
            7 => [.. bytes[..(at & ~3)], .. other[Math.Min(other.Length, StunHeader.Size + (random.Next(10) * 4))..]],
            8 => SetUInt16(bytes, word, (ushort)Pick(_types)),
            _ => SetUInt16(bytes, word + 2, Pick(_lengths)),
        };
    }

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];

    private static byte[] Set(byte[] bytes, int at, Func<byte, byte> change)
    {
        if (at == bytes.Length) return bytes;
        byte[] changed = [.. bytes];
        changed[at] = change(changed[at]);
        return changed;
    }

    private static byte[] SetUInt16(byte[] bytes, int at, ushort value)
    {
        if (at + sizeof(ushort) > bytes.Length) return bytes;
        byte[] changed = [.. bytes];
        BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(at), value);
        return changed;
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
