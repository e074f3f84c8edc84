namespace Duet.Stun;

/// <summary>One attribute of a message (RFC 8489 section 14): a view, not a copy.</summary>
public readonly ref struct StunAttribute
{
    internal const int HeaderSize = 4;

    internal StunAttribute(StunAttributeType type, ReadOnlySpan<byte> value, int offset)
    {
        Type = type;
        Value = value;
        Offset = offset;
    }

    public StunAttributeType Type { get; }

    /// <summary>Its value without the padding.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>Where the attribute's own header begins, in bytes from the beginning of the message.</summary>
    public int Offset { get; }

    /// <summary>Where the attribute ends, padding left out, in bytes from the beginning of the message.</summary>
    internal int End => Offset + HeaderSize + Value.Length;

    /// <summary>Every attribute ends on a multiple of 4 bytes (RFC 8489 section 14).</summary>
    internal static int Pad(int bytes) => (bytes + 3) & ~3;
}
