using System.Reflection;

namespace Duet.TestKit.Fuzz;

/// <summary>
/// Bytes in files that people can read, embedded into a test's assembly: hexadecimal digits in any grouping, and lines of comment that begin
/// with a number sign.
/// </summary>
public static class HexResources
{
    /// <summary>All of an assembly whose names begin with a prefix, in the order of their names.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> All(Assembly assembly, string prefix) =>
        [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (name, Read(assembly, name)))];

    public static byte[] Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return Parse(reader.ReadToEnd());
    }

    public static byte[] Parse(string text)
    {
        var digits = text.Split('\n').Where(line => !line.StartsWith('#')).SelectMany(line => line).Where(each => !char.IsWhiteSpace(each));
        return Convert.FromHexString(string.Concat(digits));
    }
}
