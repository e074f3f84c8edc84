using System.Runtime.InteropServices;

namespace Duet.Load.Turn;

/// <summary>A timer that wakes a sleeping loop: epoll by itself counts in whole milliseconds, and bursts are due more often.</summary>
internal sealed partial class Pacer : IDisposable
{
    private const int Monotonic = 1;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly int _descriptor = timerfd_create(Monotonic, NonBlocking | CloseOnExec);

    /// <param name="interval">Above zero.</param>
    public Pacer(TimeSpan interval)
    {
        var (seconds, rest) = Math.DivRem((long)interval.TotalNanoseconds, NanosecondsPerSecond);
        // struct itimerspec: the interval, then the first time, both in seconds and nanoseconds.
        if (_descriptor < 0 || timerfd_settime(_descriptor, 0, [seconds, rest, seconds, rest], 0) < 0)
            throw new LoadException($"a timer failed: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    public nint Descriptor => _descriptor;

    /// <summary>Takes the ticks that are there, so that the descriptor is not ready before the next one.</summary>
    public void TakeTicks()
    {
        Span<byte> ticks = stackalloc byte[sizeof(ulong)];
        _ = read(_descriptor, ticks, ticks.Length);
    }

    public void Dispose() => close(_descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int timerfd_create(int clock, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int timerfd_settime(int descriptor, int flags, ReadOnlySpan<long> times, nint old);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(int descriptor, Span<byte> buffer, nint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int descriptor);
}
