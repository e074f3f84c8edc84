using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Duet.Load.Reporting;

/// <summary>What a reader of the figures must know: the command and the machine.</summary>
internal static class MachineInfo
{
    public static string Describe(string[] arguments, string comparison) => $"""
        - command: `Duet.Load {string.Join(' ', arguments)}`
        - date: {TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC
        - machine: {Environment.ProcessorCount} cores, {Processor()}, load average {LoadAverage()} at the start
        - kernel: {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}, {RuntimeInformation.OSDescription}
        - runtimes: {RuntimeInformation.FrameworkDescription}; {comparison}
        """;

    public static string NodeRelay(LoadOptions options) => $"Node.js {NodeVersion()} with ws {WsVersion(options)}";

    private static string LoadAverage() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private static string Processor() => File.ReadLines("/proc/cpuinfo")
        .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ", 2)[^1]
        ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string NodeVersion()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", ["--version"]) { RedirectStandardOutput = true })!;
            return node.StandardOutput.ReadToEnd().Trim();
        }
        catch (Win32Exception)
        {
            return "(none)";
        }
    }

    private static string WsVersion(LoadOptions options)
    {
        var manifest = Path.Combine(options.NodeRelayPath, "node_modules", "ws", "package.json");
        if (!File.Exists(manifest)) return "(not installed)";
        using var json = JsonDocument.Parse(File.ReadAllText(manifest));
        return json.RootElement.GetProperty("version").GetString() ?? "?";
    }
}
