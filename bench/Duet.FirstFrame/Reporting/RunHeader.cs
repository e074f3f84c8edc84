using System.Globalization;

namespace Duet.FirstFrame.Reporting;

/// <summary>What a reader of the figures must know: the command and the machine.</summary>
internal static class RunHeader
{
    public static string Describe(string[] arguments, string browser) => $"""
        - command: `Duet.FirstFrame {string.Join(' ', arguments)}`
        - date: {TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC
        - machine: {Environment.ProcessorCount} cores, load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]} at the start
        - browser: Chromium {browser}

        """;
}
