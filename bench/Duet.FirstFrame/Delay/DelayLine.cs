using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Duet.FirstFrame.Delay;

/// <summary>
/// A wire of a certain length: what is put in at one end is done at the other, in order, on one thread of its own. A timer of .NET counts whole
/// milliseconds, so the thread sleeps by itself, to about 0.1 ms.
/// </summary>
internal sealed partial class DelayLine : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly DelayQueue<Action> _queue;
    private readonly Thread _thread;
    private volatile bool _ended;

    /// <param name="delay">From one end to the other; zero or more.</param>
    public DelayLine(TimeSpan delay)
    {
        _queue = new DelayQueue<Action>(delay, TimeProvider.System);
        _thread = new Thread(Run) { IsBackground = true, Name = "delay", Priority = ThreadPriority.Highest };
        _thread.Start();
    }

    /// <param name="arrive">Must not throw, and must not wait for anything that comes through this line.</param>
    public void Post(Action arrive)
    {
        lock (_gate) _queue.Add(arrive);
        _arrived.Release();
    }

    /// <summary>What is still under way is lost.</summary>
    public void Dispose()
    {
        _ended = true;
        _arrived.Release();
        _thread.Join();
        _arrived.Dispose();
    }

    private void Run()
    {
        _arrived.Wait();
        while (!_ended)
        {
            if (TryTake(out var arrive, out var wait))
            {
                arrive!();
                _arrived.Wait();
            }
            else
            {
                Sleep(wait);
            }
        }
    }

    private bool TryTake(out Action? arrive, out TimeSpan wait)
    {
        lock (_gate) return _queue.TryTake(out arrive, out wait);
    }

    private static void Sleep(TimeSpan time)
    {
        var left = new TimeSpec((nint)(time.Ticks / TimeSpan.TicksPerSecond), (nint)(time.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick));
        if (NanoSleep(left, nint.Zero) != 0 && Marshal.GetLastPInvokeError() is var error and not Interrupted) throw new Win32Exception(error);
    }

    private const int Interrupted = 4;

    private readonly record struct TimeSpec(nint Seconds, nint Nanoseconds);

    [LibraryImport("libc", EntryPoint = "nanosleep", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NanoSleep(in TimeSpec time, nint remaining);
}
