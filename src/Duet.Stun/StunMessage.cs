using System.Buffers.Binary;

namespace Duet.Stun;

/// <summary>A STUN message (RFC 8489 section 5): a view of its bytes, not a copy.</summary>
public readonly ref struct StunMessage
{
    private StunMessage(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>The whole message.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public StunClass Class => StunHeader.ClassOf(Type);

    /// <summary>The method, whether it is known or not.</summary>
    public StunMethod Method => StunHeader.MethodOf(Type);

    public TransactionId TransactionId => TransactionId.Read(Bytes[StunHeader.TransactionIdOffset..]);

    /// <summary>What may be obeyed of the attributes, in their order.</summary>
    public StunAttributes Attributes => new(Bytes);

    private ushort Type => BinaryPrimitives.ReadUInt16BigEndian(Bytes);

    /// <summary>
    /// False where <paramref name="bytes"/> is not exactly one message, header and attributes. What the attributes say is not looked at.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out StunMessage message)
    {
        message = default;
        if (bytes.Length < StunHeader.Size || (bytes[0] & 0xC0) != 0) return false; // RFC 8489 section 5
        if (BinaryPrimitives.ReadUInt32BigEndian(bytes[StunHeader.CookieOffset..]) != StunHeader.MagicCookie) return false;

        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[StunHeader.LengthOffset..]);
        if ((length & 3) != 0 || StunHeader.Size + length != bytes.Length) return false;
        if (!AttributesFit(bytes)) return false;

        message = new StunMessage(bytes);
        return true;
    }

    /// <summary>Finds the first attribute of a type: those after it are ignored (RFC 8489 section 14).</summary>
    public bool TryFind(StunAttributeType type, out StunAttribute attribute)
    {
        foreach (var candidate in Attributes)
        {
            if (candidate.Type != type) continue;
            attribute = candidate;
            return true;
        }

        attribute = default;
        return false;
    }

    public bool Has(StunAttributeType type) => TryFind(type, out _);

    // Header, length and padding are multiples of 4, so whatever is left over for an attribute has room for its header.
    private static bool AttributesFit(ReadOnlySpan<byte> bytes)
    {
        var offset = StunHeader.Size;
        while (offset < bytes.Length)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(offset + sizeof(ushort))..]);
            offset += StunAttribute.HeaderSize + StunAttribute.Pad(length);
        }

        return offset == bytes.Length;
    }
}
