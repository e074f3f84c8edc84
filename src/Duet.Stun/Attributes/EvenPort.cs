namespace Duet.Stun;

/// <summary>EVEN-PORT (RFC 8656 section 18.7): asks for an even port, and with its first bit for keeping the next one.</summary>
public static class EvenPort
{
    internal const int Length = 1;
    private const byte ReserveBit = 0x80;

    /// <summary>False where the length is not 1. The bits after the first are ignored.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out bool reserveNext)
    {
        reserveNext = value.Length == Length && (value[0] & ReserveBit) != 0;
        return value.Length == Length;
    }

    internal static void Write(Span<byte> value, bool reserveNext) => value[0] = reserveNext ? ReserveBit : (byte)0;
}
