namespace Duet.Stun;

/// <summary>The CRC-32 of ITU V.42, as FINGERPRINT takes it (RFC 8489 section 14.7).</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320; // x^32 + x^26 + x^23 + ... + 1, the lowest power in the highest bit

    private static readonly uint[] _table = Table();

    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var each in bytes) crc = _table[(byte)(crc ^ each)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] Table()
    {
        var table = new uint[256];
        for (var index = 0u; index < table.Length; index++)
        {
            var crc = index;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1;
            table[index] = crc;
        }

        return table;
    }
}
