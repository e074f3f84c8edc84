using System.Diagnostics;
using System.Globalization;

namespace Duet.Soak.Measuring;

/// <summary>Reads in <c>/proc</c> what a process has.</summary>
internal sealed class ServerMeter(int processId, TimeProvider time)
{
    private long _start = time.GetTimestamp();
    private long _last = time.GetTimestamp();
    private TimeSpan _cpu = CpuOf(processId);

    /// <summary>From now on samples count their time.</summary>
    public void Begin() => _start = time.GetTimestamp();

    public ServerSample Take()
    {
        var (now, cpu) = (time.GetTimestamp(), CpuOf(processId));
        var sample = new ServerSample(
            time.GetElapsedTime(_start, now),
            Status("VmRSS") * 1024,
            Handles(),
            (int)Status("Threads"),
            100 * (cpu - _cpu) / time.GetElapsedTime(_last, now));
        (_last, _cpu) = (now, cpu);
        return sample;
    }

    private static TimeSpan CpuOf(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.TotalProcessorTime;
    }

    // A runtime keeps its assemblies open, and loads many only with the first client.
    private int Handles() => Directory.EnumerateFileSystemEntries($"/proc/{processId}/fd")
        .Count(handle => new FileInfo(handle).LinkTarget?.EndsWith(".dll", StringComparison.Ordinal) is false);

    private long Status(string name)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith($"{name}:", StringComparison.Ordinal));
        return long.Parse(line.Split([':', '\t', ' '], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
