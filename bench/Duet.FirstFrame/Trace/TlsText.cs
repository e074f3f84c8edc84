using System.Buffers.Binary;
using System.Globalization;

namespace Duet.FirstFrame.Trace;

/// <summary>The TLS records in a piece of a stream (RFC 8446 section 5.1).</summary>
internal static class TlsText
{
    private const int RecordHeader = 5;
    private const byte Handshake = 22;

    /// <summary>False where no record begins at the beginning.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out string text)
    {
        text = "";
        if (bytes.Length <= RecordHeader || bytes[0] is < 20 or > 23 || bytes[1] != 3) return false;

        List<string> records = [];
        while (bytes.Length > RecordHeader)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[3..]);
            records.Add(Record(bytes[0], bytes[RecordHeader], length));
            bytes = bytes[Math.Min(RecordHeader + length, bytes.Length)..];
        }

        text = $"TLS {string.Join(", ", records)}";
        return true;
    }

    private static string Record(byte type, byte first, int length) => type switch
    {
        20 => "ChangeCipherSpec",
        21 => "alert",
        Handshake when first == 1 => "ClientHello",
        Handshake when first == 2 => "ServerHello",
        Handshake => "handshake",
        _ => string.Create(CultureInfo.InvariantCulture, $"data {length}"),
    };
}
