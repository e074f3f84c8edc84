using System.Globalization;

namespace Duet.Soak.Checks;

/// <summary>What one client tells the other: who tells whom where, and which of their letters to them it is.</summary>
/// <param name="Room">The room of both.</param>
/// <param name="From">The sender.</param>
/// <param name="To">The receiver.</param>
/// <param name="Number">Counted from 1, for these two.</param>
internal readonly record struct Letter(string Room, string From, string To, int Number)
{
    private const char Separator = ' ';

    public static bool TryRead(string text, out Letter letter)
    {
        letter = default;
        var parts = text.Split(Separator);
        if (parts.Length != 5 || !int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;

        letter = new Letter(parts[0], parts[1], parts[2], number);
        return true;
    }

    /// <summary>As text, filled up to a length.</summary>
    public string Write(int length)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Room}{Separator}{From}{Separator}{To}{Separator}{Number}{Separator}");
        return text.PadRight(length, '.');
    }
}
