using System.Globalization;

namespace Duet.Load.Measuring;

/// <summary>RLIMIT_NOFILE: each connection is one descriptor here and one in the server.</summary>
internal static class OpenFileLimit
{
    // What a runtime holds for itself: assemblies, pipes, epoll, timers.
    private const int OwnDescriptors = 500;

    /// <exception cref="LoadException">The process may not open as many.</exception>
    public static void Require(int connections, int processId, string who)
    {
        var needed = connections + OwnDescriptors;
        var limit = Soft(processId);
        if (limit >= needed) return;
        throw new LoadException(
            $"{who} may open {limit} files and {connections} connections need {needed}: raise the limit (ulimit -n {needed}) first");
    }

    // .NET and Node.js raise their soft limit to the hard one when they start, so what counts is what the process has now.
    private static long Soft(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        var soft = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
        return soft == "unlimited" ? long.MaxValue : long.Parse(soft, CultureInfo.InvariantCulture);
    }
}
