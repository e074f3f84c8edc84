using System.Globalization;

namespace Duet.Turn.Authentication;

/// <summary>
/// A user name that says when it ends: <c>expiry</c> or <c>expiry:name</c>, expiry in Unix seconds (draft-uberti-behave-turn-rest-00
/// section 2.2).
/// </summary>
internal static class TimeLimitedUsername
{
    private const int MaxDigits = 12;

    public static string Create(long expiry, string name) => string.Create(CultureInfo.InvariantCulture, $"{expiry}:{name}");

    /// <summary>False for a name that is not of this form.</summary>
    public static bool TryReadExpiry(ReadOnlySpan<char> username, out long expiry)
    {
        var colon = username.IndexOf(':');
        var digits = colon < 0 ? username : username[..colon];
        expiry = 0;
        return digits.Length <= MaxDigits && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out expiry);
    }
}
