using System.Globalization;

namespace Duet.Server.Relay;

/// <summary>UDP ports from <paramref name="First"/> to <paramref name="Last"/>, both among them.</summary>
internal readonly record struct PortRange(int First, int Last)
{
    public const string Allowed = "a range such as 49152-65535, of at least two ports from 1024 on";

    private const int Lowest = 1024;
    private const int Highest = 65_535;

    public static bool TryParse(string text, out PortRange range)
    {
        range = default;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || !IsPort(text.AsSpan(0, dash), out var first) || !IsPort(text.AsSpan(dash + 1), out var last)) return false;

        range = new PortRange(first, last);
        return first < last;
    }

    private static bool IsPort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= Lowest and <= Highest;
}
