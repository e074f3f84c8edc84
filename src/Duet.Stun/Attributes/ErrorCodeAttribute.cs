namespace Duet.Stun;

/// <summary>ERROR-CODE (RFC 8489 section 14.8): a number, and a phrase for people.</summary>
public static class ErrorCodeAttribute
{
    internal const int HeaderSize = 4;
    private const int ClassOffset = 2;
    private const int NumberOffset = 3;

    /// <param name="value">The value of the attribute.</param>
    /// <param name="code">The error, 300 to 699, whether it is known or not.</param>
    /// <param name="reason">The phrase in UTF-8, not looked at.</param>
    /// <returns>False where there is no error of 300 to 699 in it, or the phrase is longer than 763 bytes.</returns>
    public static bool TryRead(ReadOnlySpan<byte> value, out StunErrorCode code, out ReadOnlySpan<byte> reason)
    {
        code = default;
        reason = default;
        if (value.Length is < HeaderSize or > HeaderSize + TextLimits.QuotedBytes) return false;

        var (hundreds, rest) = (value[ClassOffset] & 7, value[NumberOffset]);
        if (hundreds is < 3 or > 6 || rest > 99) return false;

        code = (StunErrorCode)((hundreds * 100) + rest);
        reason = value[HeaderSize..];
        return true;
    }

    internal static void Write(Span<byte> value, StunErrorCode code, ReadOnlySpan<byte> reason)
    {
        value[..ClassOffset].Clear();
        value[ClassOffset] = (byte)((int)code / 100);
        value[NumberOffset] = (byte)((int)code % 100);
        reason.CopyTo(value[HeaderSize..]);
    }
}
