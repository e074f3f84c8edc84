using System.Globalization;

namespace Duet.TestKit;

/// <summary>Reads the arguments of a program that measures: <c>--name value</c>, <c>--name=value</c>, and names that take no value.</summary>
public static class ProgramArguments
{
    /// <summary>Applies one argument after the other.</summary>
    /// <param name="arguments">As the program was given them.</param>
    /// <param name="usage">The help, in which each option begins a line behind two spaces.</param>
    /// <param name="flag">The option that takes no value; it is applied with an empty one.</param>
    /// <param name="options">What is changed, from the defaults on.</param>
    /// <param name="apply">Changes the options by a name and its value; null where the value is not allowed.</param>
    /// <param name="error">What is wrong; empty where nothing is.</param>
    public static bool TryRead<T>(
        string[] arguments, string usage, string flag, ref T options, Func<T, string, string, T?> apply, out string error)
        where T : class
    {
        error = "";
        var rest = new Queue<string>(arguments);
        while (error.Length == 0 && rest.TryDequeue(out var argument))
        {
            var (name, value) = Split(argument, flag, rest);
            if (!usage.Contains($"  {name} ", StringComparison.Ordinal)) error = $"{name} is not an option";
            else if (value is null) error = $"{name} needs a value";
            else if (apply(options, name, value) is { } applied) options = applied;
            else error = $"{name} does not take '{value}'";
        }

        return error.Length == 0;
    }

    /// <summary>A whole number of that range; null for anything else.</summary>
    public static int? Number(string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;

    private static (string Name, string? Value) Split(string argument, string flag, Queue<string> rest)
    {
        if (argument == flag) return (argument, "");
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0) return (argument[..equals], argument[(equals + 1)..]);
        return (argument, rest.TryDequeue(out var value) ? value : null);
    }
}
