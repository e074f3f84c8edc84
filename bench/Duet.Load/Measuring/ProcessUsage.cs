using System.Globalization;

namespace Duet.Load.Measuring;

/// <summary>CPU time and memory of a process, as the kernel counts them.</summary>
internal static class ProcessUsage
{
    // USER_HZ, the unit of every tick in /proc, is 100 on all architectures that .NET runs on; sysconf(_SC_CLK_TCK) says the same.
    private const int TicksPerSecond = 100;

    /// <summary>User and kernel time of all threads, those that ended included.</summary>
    public static TimeSpan Cpu(int processId)
    {
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        // proc(5): field 2 is the name in parentheses, which may hold anything; 14 and 15 are utime and stime.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
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
}
