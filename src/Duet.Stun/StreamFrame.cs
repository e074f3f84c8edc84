using System.Buffers;
using System.Buffers.Binary;

namespace Duet.Stun;

/// <summary>
/// Finds messages in a stream, where nothing but their own length separates them: STUN (RFC 8489 section 6.2.2) and ChannelData, padded to 4
/// bytes (RFC 8656 section 12.5).
/// </summary>
public static class StreamFrame
{
    /// <summary>The most bytes that a message and its padding have.</summary>
    public const int MaxBytes = StunHeader.Size + StunHeader.MaxAttributeBytes;

    private const int PrefixBytes = StunHeader.TransactionIdOffset;

    /// <param name="buffer">What the stream brought and nobody took yet.</param>
    /// <param name="frameBytes">Bytes of the message at its beginning.</param>
    /// <param name="paddedBytes">Bytes to take from the stream: the message with its padding.</param>
    public static StreamStep TryRead(in ReadOnlySequence<byte> buffer, out int frameBytes, out int paddedBytes)
    {
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        prefix = prefix[..(int)Math.Min(buffer.Length, PrefixBytes)];
        buffer.Slice(0, prefix.Length).CopyTo(prefix);

        var step = Measure(prefix, out frameBytes);
        paddedBytes = StunAttribute.Pad(frameBytes);
        if (step is StreamStep.Frame && buffer.Length >= paddedBytes) return StreamStep.Frame;

        (frameBytes, paddedBytes) = (0, 0);
        return step is StreamStep.Malformed ? StreamStep.Malformed : StreamStep.NeedMore;
    }

    private static StreamStep Measure(ReadOnlySpan<byte> prefix, out int frameBytes)
    {
        frameBytes = 0;
        if (prefix.IsEmpty) return StreamStep.NeedMore;
        return (prefix[0] >> 6) switch
        {
            0 => MeasureStun(prefix, out frameBytes),
            1 => MeasureChannelData(prefix, out frameBytes),
            _ => StreamStep.Malformed,
        };
    }

    // The length is looked at as soon as it is there, so that a stream of something else does not make anybody wait for its rest.
    private static StreamStep MeasureStun(ReadOnlySpan<byte> prefix, out int frameBytes)
    {
        frameBytes = 0;
        if (prefix.Length < StunHeader.CookieOffset) return StreamStep.NeedMore;

        var length = BinaryPrimitives.ReadUInt16BigEndian(prefix[StunHeader.LengthOffset..]);
        if ((length & 3) != 0) return StreamStep.Malformed;
        if (prefix.Length < PrefixBytes) return StreamStep.NeedMore;
        if (BinaryPrimitives.ReadUInt32BigEndian(prefix[StunHeader.CookieOffset..]) != StunHeader.MagicCookie) return StreamStep.Malformed;

        frameBytes = StunHeader.Size + length;
        return StreamStep.Frame;
    }

    private static StreamStep MeasureChannelData(ReadOnlySpan<byte> prefix, out int frameBytes)
    {
        frameBytes = 0;
        if (prefix.Length < ChannelData.HeaderSize) return StreamStep.NeedMore;

        frameBytes = ChannelData.HeaderSize + BinaryPrimitives.ReadUInt16BigEndian(prefix[sizeof(ushort)..]);
        return StreamStep.Frame;
    }
}
