using System.Globalization;
using System.Text;

namespace Duet.Stun;

/// <summary>
/// The OpaqueString profile (RFC 8265 section 4.2.2), so that the same name typed on two machines is the same bytes: every space is U+0020,
/// and what can be written in two ways is composed (NFC) where the runtime has the tables for it. In globalization-invariant mode it has
/// none, and text is taken to be composed, as what keyboards and browsers make is.
/// </summary>
internal static class OpaqueString
{
    /// <summary>The text prepared: the same memory where there is nothing to do, as in all of ASCII.</summary>
    /// <exception cref="ArgumentException">Half of a surrogate pair is in it, and the runtime looked.</exception>
    public static ReadOnlySpan<char> Prepare(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text)) return text;

        var mapped = new char[text.Length];
        for (var i = 0; i < text.Length; i++) mapped[i] = IsSpace(text[i]) ? ' ' : text[i];
        return new string(mapped).Normalize(NormalizationForm.FormC);
    }

    private static bool IsSpace(char each) => CharUnicodeInfo.GetUnicodeCategory(each) is UnicodeCategory.SpaceSeparator;
}
