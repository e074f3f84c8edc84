namespace Duet.Stun;

/// <summary>A family, and three bytes that are zero and ignored (RFC 8656 sections 18.6 and 18.11).</summary>
internal static class AddressFamilyValue
{
    public const int Length = 4;

    public static bool TryRead(ReadOnlySpan<byte> value, out InternetAddressFamily family)
    {
        family = value.Length == Length ? (InternetAddressFamily)value[0] : default;
        return value.Length == Length;
    }

    public static void Write(Span<byte> value, InternetAddressFamily family)
    {
        value.Clear();
        value[0] = (byte)family;
    }
}
