using System.Reflection;

namespace Duet.TestKit.Processes;

/// <summary>Where things are in the working copy that the running tests were built from.</summary>
public static class Solution
{
    /// <summary>The directory that holds <c>Duet.slnx</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The configuration that the tests were built with, and so the one of the programs they start: Debug or Release.</summary>
    public static string Configuration { get; } =
        typeof(Solution).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>Where failed tests leave what explains them.</summary>
    public static string Artifacts { get; } = Path.Combine(Root, "artifacts");

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Duet.slnx")))
            {
                return directory.FullName;
            }
        }

        throw new InvalidOperationException($"No directory above {AppContext.BaseDirectory} holds Duet.slnx.");
    }
}
