using System.Numerics;
using System.Runtime.InteropServices;

namespace Duet.Server.Signaling.Upgrade;

/// <summary>The masking of client frames (RFC 6455 section 5.3).</summary>
internal static class Masking
{
    /// <summary>Copies and unmasks; source and destination may be the same.</summary>
    /// <param name="source">The bytes as they came.</param>
    /// <param name="destination">Where they go; at least as long.</param>
    /// <param name="key">The frame's masking key, as it stands in memory (little-endian).</param>
    /// <param name="offset">How many bytes of the frame's payload came before.</param>
    public static void Apply(ReadOnlySpan<byte> source, Span<byte> destination, uint key, long offset)
    {
        var rotated = BitOperations.RotateRight(key, (int)(offset & 3) * 8);
        var index = 0;
        if (Vector.IsHardwareAccelerated && source.Length >= Vector<byte>.Count)
        {
            var mask = Vector.AsVectorByte(new Vector<uint>(rotated));
            for (; index <= source.Length - Vector<byte>.Count; index += Vector<byte>.Count)
            {
                (new Vector<byte>(source[index..]) ^ mask).CopyTo(destination[index..]);
            }
        }

        var keyBytes = MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in rotated));
        for (; index < source.Length; index++) destination[index] = (byte)(source[index] ^ keyBytes[index & 3]);
    }
}
