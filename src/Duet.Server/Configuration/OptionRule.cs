using System.Globalization;
using System.Text.RegularExpressions;

namespace Duet.Server.Configuration;

/// <summary>One option under <c>Duet:</c>: its key (<c>N</c> stands for an index, <c>NAME</c> for a name), what it is for and which values it takes.</summary>
/// <param name="Key">The key, such as <c>Duet:Ice:Servers:N:Urls</c>.</param>
/// <param name="Default">The default, as <c>--help</c> shows it.</param>
/// <param name="Allowed">The values it takes, as an error ends: "must be ...".</param>
/// <param name="Meaning">What it is for, in a few words.</param>
/// <param name="IsAllowed">Whether a value, as it stands in the configuration, is one of them.</param>
internal sealed record OptionRule(string Key, string Default, string Allowed, string Meaning, Func<string, bool> IsAllowed)
{
    private readonly Regex _key = new(
        $"^{Regex.Escape(Key).Replace(":NAME", ":[^:]+", StringComparison.Ordinal).Replace(":N", ":[0-9]+", StringComparison.Ordinal)}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public bool Governs(string key) => _key.IsMatch(key);

    public static OptionRule Whole(string key, int @default, int min, int max, string unit, string meaning) => new(
        key,
        Text(@default),
        $"a whole number from {Text(min)} to {Text(max)} ({unit})",
        meaning,
        value => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max);

    public static OptionRule Time(string key, TimeSpan @default, TimeSpan min, TimeSpan max, string meaning) => new(
        key,
        @default.ToString(),
        $"a time from {min} to {max} ([days.]hours:minutes:seconds)",
        meaning,
        value => TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var time) && time >= min && time <= max);

    public static OptionRule WholeSeconds(string key, TimeSpan @default, TimeSpan min, TimeSpan max, string meaning)
    {
        var time = Time(key, @default, min, max, meaning);
        return time with
        {
            Allowed = $"{time.Allowed}, in whole seconds",
            IsAllowed = value => time.IsAllowed(value) && TimeSpan.Parse(value, CultureInfo.InvariantCulture).Ticks % TimeSpan.TicksPerSecond == 0,
        };
    }

    public static OptionRule OneOf(string key, string meaning, params string[] values) => new(
        key,
        values[0],
        string.Join(" or ", values),
        meaning,
        value => values.Contains(value, StringComparer.Ordinal));

    public static OptionRule Flag(string key, bool @default, string meaning) => new(
        key, @default ? "true" : "false", "true or false", meaning, value => bool.TryParse(value, out _));

    public static OptionRule NotEmpty(string key, string @default, string meaning) => new(
        key, @default, "a text that is not empty", meaning, value => !string.IsNullOrWhiteSpace(value));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
