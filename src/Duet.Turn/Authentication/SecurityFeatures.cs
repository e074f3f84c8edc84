namespace Duet.Turn.Authentication;

/// <summary>
/// The beginning of a nonce, which tells what the server can (RFC 8489 section 9.2): a cookie, and 24 bits in base64. Bit 0, password
/// algorithms, is the lowest and bit 1, username anonymity, the one above it (section 18.1 as verified erratum 6290 corrects it).
/// </summary>
internal static class SecurityFeatures
{
    private const int CookieLength = 9;
    private const int BitsLength = 4;
    private const int PasswordAlgorithmsBit = 1;
    private const int UsernameAnonymityBit = 2;

    private const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <summary>Bytes of an announcement.</summary>
    public const int AnnouncementLength = CookieLength + BitsLength;

    /// <summary>What our nonces begin with: both bits are set.</summary>
    public static ReadOnlySpan<byte> Announcement => "obMatJos2AAAD"u8;

    /// <summary>What they begin with where a client shall say its name: there is no anonymity.</summary>
    public static ReadOnlySpan<byte> WithoutAnonymity => "obMatJos2AAAB"u8;

    /// <summary>Whether a nonce, ours or not, promises PASSWORD-ALGORITHMS.</summary>
    public static bool AnnouncePasswordAlgorithms(ReadOnlySpan<byte> nonce) => IsSet(nonce, PasswordAlgorithmsBit);

    /// <summary>Whether a nonce, ours or not, lets a client hide its name.</summary>
    public static bool AnnounceUsernameAnonymity(ReadOnlySpan<byte> nonce) => IsSet(nonce, UsernameAnonymityBit);

    // The lowest 6 of the 24 bits are in the last of the four characters.
    private static bool IsSet(ReadOnlySpan<byte> nonce, int bit) =>
        nonce.Length >= AnnouncementLength
        && nonce.StartsWith(Announcement[..CookieLength])
        && Base64.IndexOf((char)nonce[AnnouncementLength - 1]) is >= 0 and var bits
        && (bits & bit) != 0;
}
