using System.Globalization;
using Duet.FirstFrame.Delay;
using Duet.Stun;

namespace Duet.FirstFrame.Trace;

/// <summary>Leaves of the media what says something: the first packet of each stream, the first frames of a picture, and who wants a key frame.</summary>
internal sealed class MediaDigest
{
    private const int ShownFrames = 3;

    private readonly Dictionary<(Flow Flow, bool IsFromClient, uint Source), Stream> _streams = [];

    /// <summary>False for what is no media.</summary>
    /// <param name="packet">Taken in the order of time.</param>
    /// <param name="text">Null where there is nothing to say.</param>
    public bool TryTake(SeenPacket packet, out string? text)
    {
        var payload = Unwrap(packet.Bytes.Span, out var carrier);
        text = null;
        if (payload.IsEmpty || payload[0] is < 128 or > 191) return false;

        if (RtpText.TryRead(payload, out var rtp)) text = Take(packet, rtp, carrier);
        else if (RtpText.Of(payload) is var control && control.Contains("wanted", StringComparison.Ordinal)) text = $"{carrier}{control}";
        return true;
    }

    private string? Take(SeenPacket packet, RtpPacket rtp, string carrier)
    {
        var key = (packet.Flow, packet.IsFromClient, rtp.Source);
        var isFirst = !_streams.TryGetValue(key, out var stream);
        if (isFirst) _streams.Add(key, stream = new Stream());
        return stream!.Take(rtp) switch
        {
            { } frame => $"{carrier}{rtp}; {frame}",
            null when isFirst => $"{carrier}{rtp}, the first",
            _ => null,
        };
    }

    private static ReadOnlySpan<byte> Unwrap(ReadOnlySpan<byte> bytes, out string carrier)
    {
        carrier = "";
        if (PacketKinds.Of(bytes) is not PacketKind.ChannelData || !ChannelData.TryRead(bytes, out var number, out var length)) return bytes;
        carrier = $"ChannelData {number} ";
        return bytes.Slice(ChannelData.HeaderSize, length);
    }

    private sealed class Stream
    {
        private int _frames;
        private int _packets;
        private int _bytes;
        private uint _timestamp;

        /// <summary>What to say of the frame that this packet is the last of; null where it is not, or one of many.</summary>
        public string? Take(RtpPacket rtp)
        {
            if (rtp.Timestamp != _timestamp) (_packets, _bytes, _timestamp) = (0, 0, rtp.Timestamp);
            _packets++;
            _bytes += rtp.Length;
            if (!rtp.Marker || ++_frames > ShownFrames) return null;
            return string.Create(CultureInfo.InvariantCulture, $"frame {_frames} is complete: {_packets} packets, {_bytes} bytes");
        }
    }
}
