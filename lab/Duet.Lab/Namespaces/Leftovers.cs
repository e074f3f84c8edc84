namespace Duet.Lab.Namespaces;

/// <summary>What runs that were killed could not remove.</summary>
internal static class Leftovers
{
    private const string Namespaces = "/run/netns";

    /// <summary>Removes what belongs to laboratories that are dead, and nothing else.</summary>
    public static Task RemoveAsync() => RemoveAsync(owner => owner != Environment.ProcessId && !IsALaboratory(owner));

    /// <summary>Removes what this run has left, having failed halfway.</summary>
    public static Task RemoveOwnAsync() => RemoveAsync(owner => owner == Environment.ProcessId);

    private static async Task RemoveAsync(Func<int, bool> isOver)
    {
        bool IsLeftOver(string name) => LabName.TryReadOwner(name, out var owner) && isOver(owner);
        foreach (var name in NamesIn(Namespaces).Where(IsLeftOver)) await NetworkNamespace.RemoveAsync(name);
        foreach (var parent in new[] { "/etc/netns", "/tmp" })
            foreach (var name in NamesIn(parent).Where(IsLeftOver)) Directory.Delete(Path.Combine(parent, name), recursive: true);
    }

    private static IEnumerable<string> NamesIn(string directory) =>
        Directory.Exists(directory) ? Directory.GetFileSystemEntries(directory).Select(path => Path.GetFileName(path)).ToList() : [];

    // A process id may be somebody else's by now.
    private static bool IsALaboratory(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline").Contains("Duet.Lab", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
