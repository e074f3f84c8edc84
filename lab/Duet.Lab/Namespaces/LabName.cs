using System.Globalization;

namespace Duet.Lab.Namespaces;

/// <summary>What everything that a run makes is called: it tells whose it is, so that a later run may clean up after a dead one.</summary>
internal static class LabName
{
    private const string Prefix = "duetlab-";

    /// <summary>This run's own, for a namespace or a directory with a role.</summary>
    public static string For(string role) => $"{Prefix}{Environment.ProcessId}-{role}";

    /// <summary>Whose something with such a name is; false where it is nothing of a laboratory's.</summary>
    public static bool TryReadOwner(string name, out int processId)
    {
        processId = 0;
        if (!name.StartsWith(Prefix, StringComparison.Ordinal)) return false;

        var end = name.IndexOf('-', Prefix.Length);
        return end > 0 && int.TryParse(name.AsSpan(Prefix.Length, end - Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out processId);
    }
}
