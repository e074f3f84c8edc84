using System.Globalization;
using System.Runtime.InteropServices;

namespace Duet.Load.Measuring;

/// <summary>CPU time and memory of a process, as the kernel counts them.</summary>
internal static partial class ProcessUsage
{
    // USER_HZ, the unit of every tick in /proc, is 100 on all architectures that .NET runs on; sysconf(_SC_CLK_TCK) says the same.
    private const int TicksPerSecond = 100;

    /// <summary>
    /// User and kernel time of all threads, those that ended included: the sum of utime and stime in <c>/proc/PID/stat</c>, but to the
    /// nanosecond, where those count ticks of 10 ms.
    /// </summary>
    /// <exception cref="LoadException">There is no such process.</exception>
    public static TimeSpan Cpu(int processId)
    {
        if (clock_getcpuclockid(processId, out var clock) != 0 || clock_gettime(clock, out var time) != 0)
            throw new LoadException($"the CPU time of process {processId} cannot be read: it has ended");
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0);
    }

    /// <summary>CPU time that the whole machine spent on anything, stolen time included.</summary>
    public static TimeSpan MachineCpu()
    {
        var line = File.ReadLines("/proc/stat").First();
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        // proc(5): user, nice, system, idle, iowait, irq, softirq, steal; guest time is part of user.
        var busy = fields[0] + fields[1] + fields[2] + fields[5] + fields[6] + fields[7];
        return TimeSpan.FromSeconds((double)busy / TicksPerSecond);
    }

    /// <summary>VmRSS, in units of 1,024 bytes: cheaper than <see cref="Memory"/>.</summary>
    public static long Resident(int processId) => Kilobytes($"/proc/{processId}/status")["VmRSS"];

    public static MemoryUse Memory(int processId)
    {
        var status = Kilobytes($"/proc/{processId}/status");
        var rollup = Kilobytes($"/proc/{processId}/smaps_rollup");
        return new MemoryUse(
            Resident: status["VmRSS"],
            Proportional: rollup["Pss"],
            Private: rollup["Private_Clean"] + rollup["Private_Dirty"]);
    }

    private static Dictionary<string, long> Kilobytes(string path) => File.ReadLines(path)
        .Where(line => line.EndsWith(" kB", StringComparison.Ordinal))
        .Select(line => line.Split([':', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture));

    [LibraryImport("libc")]
    private static partial int clock_getcpuclockid(int processId, out int clock);

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct TimeSpec(nint Seconds, nint Nanoseconds);
}
