using System.Buffers.Binary;

namespace Duet.Stun;

/// <summary>LIFETIME (RFC 8656 section 18.2): how long the server keeps an allocation without a refresh, in whole seconds.</summary>
public static class Lifetime
{
    internal const int Length = 4;

    /// <summary>False where the length is not 4.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out TimeSpan lifetime)
    {
        lifetime = value.Length == Length ? TimeSpan.FromSeconds((long)BinaryPrimitives.ReadUInt32BigEndian(value)) : default;
        return value.Length == Length;
    }

    internal static void Write(Span<byte> value, TimeSpan lifetime) =>
        BinaryPrimitives.WriteUInt32BigEndian(value, (uint)Math.Clamp(lifetime.Ticks / TimeSpan.TicksPerSecond, 0, uint.MaxValue));
}
