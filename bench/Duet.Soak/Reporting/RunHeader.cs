using System.Globalization;

namespace Duet.Soak.Reporting;

/// <summary>What a reader of the figures must know: the command, the choices of the clients and the machine.</summary>
internal static class RunHeader
{
    public static string Describe(string[] arguments, SoakOptions options) => $"""
        - command: `Duet.Soak {string.Join(' ', arguments)}`
        - seed: {options.Seed}
        - date: {TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC
        - machine: {Environment.ProcessorCount} cores, load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]} at the start

        """;
}
