using System.Buffers.Binary;
using System.Globalization;

namespace Duet.FirstFrame.Trace;

/// <summary>The header of an SRTP or SRTCP packet, which is not encrypted (RFC 3711 sections 3.1 and 3.4).</summary>
internal static class RtpText
{
    public const int HeaderSize = 12;

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        if (TryRead(bytes, out var packet)) return packet.ToString();
        return bytes.Length < 8 ? "RTCP?" : Control(bytes);
    }

    /// <summary>False for SRTCP, whose types are those that RTP leaves out (RFC 5761 section 4).</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out RtpPacket packet)
    {
        packet = default;
        if (bytes.Length < HeaderSize || bytes[0] >> 6 != 2 || bytes[1] is >= 192 and <= 223) return false;

        packet = new RtpPacket(
            bytes[1] & 0x7F,
            (bytes[1] & 0x80) != 0,
            BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]),
            bytes.Length);
        return true;
    }

    private static string Control(ReadOnlySpan<byte> bytes)
    {
        var kind = (bytes[1], bytes[0] & 0x1F) switch
        {
            (200, _) => "sender report",
            (201, _) => "receiver report",
            (205, 1) => "NACK",
            (205, 15) => "transport feedback",
            (206, 1) => "PLI (key frame wanted)",
            (206, 4) => "FIR (key frame wanted)",
            (206, 15) => "REMB",
            var (type, format) => string.Create(CultureInfo.InvariantCulture, $"{type}/{format}"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"SRTCP {kind}, {bytes.Length} bytes");
    }
}

/// <param name="PayloadType">As the session descriptions number it.</param>
/// <param name="Marker">For video: the last packet of a frame.</param>
/// <param name="Timestamp">The same for all packets of a frame.</param>
/// <param name="Source">The stream (SSRC).</param>
/// <param name="Length">Of the whole packet, in bytes.</param>
internal readonly record struct RtpPacket(int PayloadType, bool Marker, uint Timestamp, uint Source, int Length)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"SRTP type {PayloadType}, stream {Source:x8}, {Length} bytes{(Marker ? ", marker" : "")}");
}
