namespace Duet.Stun;

/// <summary>An address that is written as it is: MAPPED-ADDRESS and ALTERNATE-SERVER (RFC 8489 sections 14.1 and 14.15).</summary>
public static class MappedAddress
{
    /// <summary>False where the family is unknown or the length is not the family's.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out TransportAddress address) => AddressValue.TryRead(value, out address);

    internal static void Write(Span<byte> value, in TransportAddress address) => AddressValue.Write(value, address);
}
