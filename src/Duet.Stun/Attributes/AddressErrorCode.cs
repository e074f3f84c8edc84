namespace Duet.Stun;

/// <summary>
/// ADDRESS-ERROR-CODE (RFC 8656 section 18.12): why one of two asked-for families was not allocated. It is an ERROR-CODE whose first byte is
/// the family.
/// </summary>
public static class AddressErrorCode
{
    /// <param name="value">The value of the attribute.</param>
    /// <param name="family">The family, as it was sent: it may be neither IPv4 nor IPv6.</param>
    /// <param name="code">The error, 300 to 699, whether it is known or not.</param>
    /// <param name="reason">The phrase in UTF-8, not looked at.</param>
    /// <returns>False where there is no error of 300 to 699 in it, or the phrase is longer than 763 bytes.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> value, out InternetAddressFamily family, out StunErrorCode code, out ReadOnlySpan<byte> reason)
    {
        family = default;
        if (!ErrorCodeAttribute.TryRead(value, out code, out reason)) return false;
        family = (InternetAddressFamily)value[0];
        return true;
    }

    internal static void Write(Span<byte> value, InternetAddressFamily family, StunErrorCode code, ReadOnlySpan<byte> reason)
    {
        ErrorCodeAttribute.Write(value, code, reason);
        value[0] = (byte)family;
    }
}
