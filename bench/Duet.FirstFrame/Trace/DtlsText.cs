using System.Buffers.Binary;
using System.Globalization;

namespace Duet.FirstFrame.Trace;

/// <summary>The records of a DTLS datagram (RFC 6347 section 4.1, RFC 9147 section 4), and the handshake messages that are not encrypted.</summary>
internal static class DtlsText
{
    private const int RecordHeader = 13;
    private const int HandshakeHeader = 12;
    private const byte Alert = 21;
    private const byte Handshake = 22;
    private const ushort Dtls13 = 0xFEFC;

    public static string Of(ReadOnlySpan<byte> datagram) => $"DTLS {string.Join(", ", RecordsOf(datagram))}";

    private static List<string> RecordsOf(ReadOnlySpan<byte> bytes)
    {
        List<string> records = [];
        while (!bytes.IsEmpty)
        {
            if ((bytes[0] & 0xE0) == 0x20)
            {
                // RFC 9147 section 4: a unified header, whose length may be left out; all of it is encrypted.
                records.Add(string.Create(CultureInfo.InvariantCulture, $"encrypted (1.3, {bytes.Length} bytes)"));
                return records;
            }

            if (bytes.Length < RecordHeader) return [.. records, "cut short"];
            var length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(bytes[11..]), bytes.Length - RecordHeader);
            var epoch = BinaryPrimitives.ReadUInt16BigEndian(bytes[3..]);
            records.Add(Record(bytes[0], epoch, bytes.Slice(RecordHeader, length)));
            bytes = bytes[(RecordHeader + length)..];
        }

        return records;
    }

    private static string Record(byte type, ushort epoch, ReadOnlySpan<byte> content) => type switch
    {
        20 => "ChangeCipherSpec",
        Alert when epoch == 0 && content.Length == 2 => string.Create(CultureInfo.InvariantCulture, $"alert {content[1]}"),
        Handshake when epoch == 0 && content.Length >= HandshakeHeader => HandshakeMessage(content),
        Handshake => "Finished (encrypted)",
        23 => "application data",
        26 => "ACK",
        _ => string.Create(CultureInfo.InvariantCulture, $"record {type}"),
    };

    private static string HandshakeMessage(ReadOnlySpan<byte> message)
    {
        var name = message[0] switch
        {
            0 => "HelloRequest",
            1 => "ClientHello",
            2 => "ServerHello",
            3 => "HelloVerifyRequest",
            4 => "NewSessionTicket",
            11 => "Certificate",
            12 => "ServerKeyExchange",
            13 => "CertificateRequest",
            14 => "ServerHelloDone",
            15 => "CertificateVerify",
            16 => "ClientKeyExchange",
            20 => "Finished",
            var other => string.Create(CultureInfo.InvariantCulture, $"handshake {other}"),
        };
        var (whole, offset, part) = (UInt24(message[1..]), UInt24(message[6..]), UInt24(message[9..]));
        if (part < whole) name += string.Create(CultureInfo.InvariantCulture, $" {offset}-{offset + part} of {whole}");
        return message[0] is 1 or 2 && part == whole ? $"{name} {Versions(message)}" : name;
    }

    /// <summary>Looks for supported_versions (RFC 8446 section 4.2.1) with DTLS 1.3 in it, whose bytes stand nowhere else in a hello in practice.</summary>
    private static string Versions(ReadOnlySpan<byte> hello)
    {
        ReadOnlySpan<byte> type = [0x00, 0x2B];
        for (var rest = hello[HandshakeHeader..]; rest.IndexOf(type) is >= 0 and var at; rest = rest[(at + 1)..])
        {
            if (at + 4 > rest.Length) break;
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[(at + 2)..]);
            if (length is 0 or > 16 || at + 4 + length > rest.Length) continue;
            var versions = rest.Slice(at + 4, length);
            if (length % 2 == 1) versions = versions[1..];                              // a client's list has its length before it
            if (BinaryPrimitives.ReadUInt16BigEndian(versions) >> 8 != 0xFE) continue;
            for (; !versions.IsEmpty; versions = versions[2..])
            {
                if (BinaryPrimitives.ReadUInt16BigEndian(versions) == Dtls13) return "(1.3)";
            }
        }

        return "(1.2)";
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => (bytes[0] << 16) | (bytes[1] << 8) | bytes[2];
}
