using System.Globalization;
using System.Runtime.InteropServices;

namespace Duet.Load.Measuring;

/// <summary>Numbers of CPUs, written as <c>taskset</c> and <c>/proc</c> write them: <c>0,2-3</c>.</summary>
internal sealed partial record CpuList(IReadOnlyList<int> Numbers)
{
    private const int MostCpus = 1024;
    private const int BitsPerByte = 8;

    /// <summary>The CPUs that this process may use.</summary>
    public static CpuList Allowed()
    {
        const string Label = "Cpus_allowed_list:";
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(Label, StringComparison.Ordinal));
        return TryParse(line[Label.Length..].Trim()) ?? throw new LoadException($"'{line}' is not understood");
    }

    public CpuList First() => new([Numbers[0]]);

    /// <summary>The others, or the only one where there are no others.</summary>
    public CpuList AllButFirst() => Numbers.Count == 1 ? this : new CpuList([.. Numbers.Skip(1)]);

    /// <returns>Null where the text is no such list.</returns>
    public static CpuList? TryParse(string text)
    {
        var numbers = new SortedSet<int>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !TryNumber(ends[0], out var first) || !TryNumber(ends[^1], out var last) || last < first) return null;
            for (var number = first; number <= last; number++) numbers.Add(number);
        }

        return new CpuList([.. numbers]);
    }

    /// <summary>Keeps every thread of this process, and those that they start, on these CPUs.</summary>
    /// <exception cref="LoadException">The machine has no such CPU, or this process may not use it.</exception>
    public void PinThisProcess()
    {
        Span<byte> mask = stackalloc byte[MostCpus / BitsPerByte];
        mask.Clear();
        foreach (var number in Numbers) mask[number / BitsPerByte] |= (byte)(1 << (number % BitsPerByte));
        foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            var thread = int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture);
            if (sched_setaffinity(thread, mask.Length, mask) < 0)
                throw new LoadException($"the generator cannot be kept on CPU {this}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    public override string ToString() => string.Join(',', Numbers);

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < MostCpus;

    [LibraryImport("libc", SetLastError = true)]
    private static partial int sched_setaffinity(int thread, nint maskBytes, ReadOnlySpan<byte> mask);
}
