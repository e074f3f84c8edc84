using System.Globalization;
using Duet.Stun;

namespace Duet.FirstFrame.Trace;

/// <summary>Says in a few words what a packet is: of STUN, TURN, DTLS, RTP and TLS as much as can be read without any key.</summary>
internal static class PacketText
{
    /// <summary>What one datagram is.</summary>
    public static string OfDatagram(ReadOnlySpan<byte> bytes) => PacketKinds.Of(bytes) switch
    {
        PacketKind.Stun => StunText.Of(bytes),
        PacketKind.ChannelData when ChannelData.TryRead(bytes, out var number, out var length) =>
            $"ChannelData {number} [{OfPeerData(bytes.Slice(ChannelData.HeaderSize, length))}]",
        _ => OfPeerData(bytes),
    };

    /// <summary>What two browsers say to each other, whatever carried it (RFC 7983 section 7).</summary>
    public static string OfPeerData(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return "nothing";
        return bytes[0] switch
        {
            <= 3 => StunText.Of(bytes),
            >= 20 and <= 63 => DtlsText.Of(bytes),
            >= 128 and <= 191 => RtpText.Of(bytes),
            _ => Unknown(bytes),
        };
    }

    /// <summary>What one read of a TCP stream brought; messages that began in an earlier one are not put together.</summary>
    public static string OfSegment(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= StunHeader.Size && PacketKinds.Of(bytes) is PacketKind.Stun or PacketKind.ChannelData) return OfDatagram(FirstFrame(bytes));
        return TlsText.TryRead(bytes, out var text) ? text : Unknown(bytes);
    }

    public static string Unknown(ReadOnlySpan<byte> bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes.Length} bytes");

    private static ReadOnlySpan<byte> FirstFrame(ReadOnlySpan<byte> bytes) =>
        StreamFrame.TryRead(new(bytes.ToArray()), out var frame, out _) is StreamStep.Frame ? bytes[..frame] : bytes;
}
