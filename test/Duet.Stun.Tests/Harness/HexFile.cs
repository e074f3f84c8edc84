namespace Duet.Stun.Tests.Harness;

/// <summary>Bytes in files that people can read: hexadecimal digits in any grouping, and lines of comment that begin with a number sign.</summary>
internal static class HexFile
{
    private const string Vectors = "vectors/";
    private const string Corpus = "corpus/";

    /// <summary>A message of <c>test/vectors/stun</c>.</summary>
    public static byte[] Vector(string name) => Read(Vectors + name);

    /// <summary>All messages of <c>test/vectors/stun</c> and of the corpus, by name.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> All() =>
        [.. typeof(HexFile).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Vectors, StringComparison.Ordinal) || name.StartsWith(Corpus, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (name, Read(name)))];

    public static byte[] Parse(string text)
    {
        var digits = text.Split('\n').Where(line => !line.StartsWith('#')).SelectMany(line => line).Where(each => !char.IsWhiteSpace(each));
        return Convert.FromHexString(string.Concat(digits));
    }

    private static byte[] Read(string name)
    {
        using var reader = new StreamReader(typeof(HexFile).Assembly.GetManifestResourceStream(name)!);
        return Parse(reader.ReadToEnd());
    }
}
