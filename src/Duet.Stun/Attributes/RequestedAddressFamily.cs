namespace Duet.Stun;

/// <summary>REQUESTED-ADDRESS-FAMILY (RFC 8656 section 18.6): the family of the relayed address.</summary>
public static class RequestedAddressFamily
{
    /// <summary>False where the length is not 4. The family may be neither IPv4 nor IPv6: that is an error of its own, 440.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out InternetAddressFamily family) => AddressFamilyValue.TryRead(value, out family);
}
