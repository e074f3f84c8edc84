using System.Text;

namespace Duet.Signaling.Rooms;

/// <summary>Which texts name a room or a participant: 1 to n of <c>A-Z a-z 0-9 - _ . ~</c> or any Unicode letter.</summary>
internal static class NameRule
{
    public static bool Allows(string text, int maxLength)
    {
        // A code point takes one or two chars, so this bounds the walk below before it begins.
        if (text.Length == 0 || text.Length > 2 * maxLength) return false;

        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsNameCharacter(rune) || ++length > maxLength) return false;
        }

        return true;
    }

    // A lone surrogate is enumerated as U+FFFD, which is no letter.
    private static bool IsNameCharacter(Rune rune) =>
        rune.IsAscii ? char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '-' or '_' or '.' or '~' : Rune.IsLetter(rune);
}
