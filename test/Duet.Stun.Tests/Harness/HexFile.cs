using System.Reflection;
using Duet.TestKit.Fuzz;

namespace Duet.Stun.Tests.Harness;

/// <summary>The messages that tests begin with.</summary>
internal static class HexFile
{
    private const string Vectors = "vectors/";
    private const string Corpus = "corpus/";

    private static readonly Assembly _assembly = typeof(HexFile).Assembly;

    /// <summary>A message of <c>test/vectors/stun</c>.</summary>
    public static byte[] Vector(string name) => HexResources.Read(_assembly, Vectors + name);

    public static byte[] Parse(string text) => HexResources.Parse(text);

    /// <summary>All messages of <c>test/vectors/stun</c> and of the corpus, by name.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> All() =>
        [.. HexResources.All(_assembly, Corpus), .. HexResources.All(_assembly, Vectors)];
}
