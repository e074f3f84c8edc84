namespace Duet.Stun;

/// <summary>ADDITIONAL-ADDRESS-FAMILY (RFC 8656 section 18.11): asks for an IPv6 relayed address beside the IPv4 one.</summary>
public static class AdditionalAddressFamily
{
    /// <summary>False where the length is not 4. The family may be one that the RFC does not allow here.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out InternetAddressFamily family) => AddressFamilyValue.TryRead(value, out family);
}
