using System.Diagnostics;

namespace Duet.Browser.Tests.Browsing;

/// <summary>Ends a browser as the kernel does when memory runs out: nothing in it has a say.</summary>
internal static class KernelKill
{
    /// <param name="mark">What is in the command line of that browser and of no other.</param>
    public static void Send(string mark)
    {
        using var process = Process.GetProcesses().First(candidate => IsBrowser(CommandLine(candidate), mark));
        process.Kill();
    }

    /// <summary>The browser itself, whose own processes follow it.</summary>
    private static bool IsBrowser(string commandLine, string mark) =>
        commandLine.Contains(mark, StringComparison.Ordinal) && !commandLine.Contains("-contentproc", StringComparison.Ordinal);

    private static string CommandLine(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            return ""; // ended while we looked
        }
    }
}
