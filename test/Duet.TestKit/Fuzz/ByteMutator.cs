using System.Buffers.Binary;

namespace Duet.TestKit.Fuzz;

/// <summary>Makes new bytes of known ones, with changes that random chance would hardly find.</summary>
/// <param name="random">Chance.</param>
/// <param name="words">16-bit numbers that mean something in these bytes.</param>
/// <param name="headerBytes">What stands before the part whose pieces are multiples of 4 bytes long.</param>
public sealed class ByteMutator(Random random, ushort[] words, int headerBytes)
{
    private const int MaxNewBytes = 20;
    private const int MaxSkippedPieces = 10;

    private static readonly byte[] _bytes = [0, 1, 2, 3, 4, 0x08, 0x10, 0x1C, 0x20, 0x28, 0x40, 0x7F, 0x80, 0xFF];
    private static readonly ushort[] _lengths = [0, 1, 2, 3, 4, 5, 7, 8, 12, 16, 19, 20, 21, 24, 32, 33, 0x7FFF, 0x8000, 0xFFFC, 0xFFFF];

    /// <summary>Makes one change.</summary>
    /// <param name="bytes">The known ones, which stay as they are.</param>
    /// <param name="other">Others, of which a part may be taken.</param>
    public byte[] Change(byte[] bytes, byte[] other)
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
            6 => [.. bytes[..at], .. new byte[random.Next(1, MaxNewBytes)], .. bytes[at..]],
            7 => [.. bytes[..(at & ~3)], .. other[Math.Min(other.Length, headerBytes + (random.Next(MaxSkippedPieces) * 4))..]],
            8 => SetUInt16(bytes, word, Pick(words)),
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
}
