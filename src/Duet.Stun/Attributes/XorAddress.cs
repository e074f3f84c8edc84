namespace Duet.Stun;

/// <summary>
/// An address that is hidden from translators that look for addresses in packets (RFC 8489 section 14.2): XOR-MAPPED-ADDRESS,
/// XOR-PEER-ADDRESS and XOR-RELAYED-ADDRESS (RFC 8656 sections 18.3 and 18.5).
/// </summary>
public static class XorAddress
{
    private const ushort PortMask = (ushort)(StunHeader.MagicCookie >> 16);

    /// <summary>False where the family is unknown or the length is not the family's.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, in TransactionId transactionId, out TransportAddress address)
    {
        if (!AddressValue.TryRead(value, out var hidden))
        {
            address = default;
            return false;
        }

        address = Flip(hidden, transactionId);
        return true;
    }

    internal static void Write(Span<byte> value, in TransactionId transactionId, in TransportAddress address) =>
        AddressValue.Write(value, Flip(address, transactionId));

    // What hides an address also shows it: XOR with the magic cookie, and for IPv6 with the transaction id behind it.
    private static TransportAddress Flip(in TransportAddress address, in TransactionId transactionId)
    {
        var bits = address.Address.Bits;
        var ip = address.Family is InternetAddressFamily.IPv4
            ? InternetAddress.IPv4((uint)bits ^ StunHeader.MagicCookie)
            : InternetAddress.IPv6(bits ^ (((UInt128)StunHeader.MagicCookie << 96) | transactionId.Bits));
        return new TransportAddress(ip, (ushort)(address.Port ^ PortMask));
    }
}
