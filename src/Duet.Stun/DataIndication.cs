using System.Buffers.Binary;

namespace Duet.Stun;

/// <summary>
/// The Data indication (RFC 8656 section 11.4) without its payload, so that what came from a peer is sent on from where it lies. After the
/// payload come <see cref="PaddingOf"/> bytes of zero.
/// </summary>
public static class DataIndication
{
    /// <summary>Bytes before a payload that came from an IPv6 peer; 12 fewer from an IPv4 one.</summary>
    public const int MaxHeaderSize = StunHeader.Size + StunAttribute.HeaderSize + 20 + StunAttribute.HeaderSize;

    /// <summary>Zeros that follow the payload, 0 to 3.</summary>
    public static int PaddingOf(int payloadLength) => StunAttribute.Pad(payloadLength) - payloadLength;

    /// <summary>Writes all that stands before the payload, and returns its bytes.</summary>
    /// <exception cref="OverflowException">The payload is longer than a message can be.</exception>
    public static int WriteHeader(Span<byte> destination, TransactionId transactionId, in TransportAddress peer, int payloadLength)
    {
        var writer = new StunMessageWriter(destination, StunClass.Indication, StunMethod.Data, transactionId);
        writer.AddXorAddress(StunAttributeType.XorPeerAddress, peer);
        writer.Add(StunAttributeType.Data);

        var length = writer.Length - StunHeader.Size + StunAttribute.Pad(payloadLength);
        BinaryPrimitives.WriteUInt16BigEndian(destination[(writer.Length - sizeof(ushort))..], checked((ushort)payloadLength));
        BinaryPrimitives.WriteUInt16BigEndian(destination[StunHeader.LengthOffset..], checked((ushort)length));
        return writer.Length;
    }
}
