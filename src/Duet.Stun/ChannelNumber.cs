namespace Duet.Stun;

/// <summary>The number of a channel between a client and a peer (RFC 8656 section 12).</summary>
/// <param name="Value">The number as it stands on the wire.</param>
public readonly record struct ChannelNumber(ushort Value)
{
    private const ushort First = 0x4000;
    private const ushort Last = 0x4FFF;
    private const ushort LastLegacy = 0x7FFF;

    /// <summary>Whether RFC 8656 section 12 allows it: 0x4000 to 0x4FFF.</summary>
    public bool IsValid => Value is >= First and <= Last;

    /// <summary>Whether RFC 5766 section 11 allowed it: 0x4000 to 0x7FFF.</summary>
    public bool IsValidLegacy => Value is >= First and <= LastLegacy;

    public override string ToString() => $"0x{Value:X4}";
}
