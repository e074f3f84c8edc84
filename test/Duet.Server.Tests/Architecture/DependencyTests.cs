using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Duet.Server.Startup;

namespace Duet.Server.Tests.Architecture;

/// <summary>Holds the dependency rule of <c>docs/architecture.md</c> against the built assemblies.</summary>
public sealed class DependencyTests
{
    // Who may know whom. An assembly that is missing here fails the test until somebody decides.
    private static readonly Dictionary<string, string[]> _allowed = new()
    {
        ["Duet.Stun"] = [],
        ["Duet.Turn"] = ["Duet.Stun"],
        ["Duet.Signaling"] = [],
        ["Duet.Server"] = ["Duet.Turn", "Duet.Signaling"],
    };

    public static TheoryData<string> OwnAssemblies => [.. BuiltAssemblies().Select(path => Path.GetFileNameWithoutExtension(path))];

    [Theory]
    [MemberData(nameof(OwnAssemblies))]
    public void Assembly_KnowsOnlyWhatTheRuleAllows(string name)
    {
        var known = ReferencesOf(name).Where(reference => reference.StartsWith("Duet.", StringComparison.Ordinal));

        Assert.True(_allowed.ContainsKey(name), $"{name} is not in the dependency rule.");
        Assert.Empty(known.Except(_allowed[name]));
    }

    [Theory]
    [InlineData("Duet.Signaling")]
    [InlineData("Duet.Stun")]
    [InlineData("Duet.Turn")]
    public void Library_KnowsNoWebFramework(string name)
    {
        var known = ReferencesOf(name);

        Assert.DoesNotContain(known, reference => reference.StartsWith("Microsoft.", StringComparison.Ordinal));
    }

    [Fact]
    public void Rule_NamesOnlyAssembliesThatExist()
    {
        Assert.Equal(_allowed.Keys.Order(), BuiltAssemblies().Select(path => Path.GetFileNameWithoutExtension(path)).Order());
    }

    private static IEnumerable<string> BuiltAssemblies() =>
        Directory.GetFiles(OutputDirectory, "Duet.*.dll")
            .Where(path => !Path.GetFileName(path).Contains("Test", StringComparison.Ordinal));

    private static string OutputDirectory => Path.GetDirectoryName(typeof(DuetApplication).Assembly.Location)!;

    private static List<string> ReferencesOf(string name)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(OutputDirectory, $"{name}.dll")));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
