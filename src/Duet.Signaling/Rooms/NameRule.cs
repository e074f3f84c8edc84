using System.Buffers;
using System.Text;

namespace Duet.Signaling.Rooms;

/// <summary>Which texts name a room or a participant: 1 to n of <c>A-Z a-z 0-9 - _ . ~</c> or any Unicode letter.</summary>
internal static class NameRule
{
    private static readonly SearchValues<char> _asciiNameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~");

    public static bool Allows(string text, int maxLength)
    {
        if (text.Length > 0 && text.Length <= maxLength && !text.AsSpan().ContainsAnyExcept(_asciiNameCharacters)) return true;

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
        rune.IsAscii ? _asciiNameCharacters.Contains((char)rune.Value) : Rune.IsLetter(rune);
}
