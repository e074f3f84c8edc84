using System.Runtime.InteropServices;

namespace Duet.Load.Connections;

/// <summary>
/// Readiness of thousands of sockets on one thread. The runtime's own socket engine would do the same with a thread-pool hop for
/// each message, and that CPU time is the server's to use.
/// </summary>
internal sealed partial class Epoll : IDisposable
{
    private const int CloseOnExec = 0x80000;
    private const int Add = 1;
    private const uint Readable = 1;
    private const int Interrupted = 4;
    private const int EventsPerWait = 256;

    // struct epoll_event is packed on x86-64 alone; everywhere else its 64-bit data is aligned.
    private static readonly int _dataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int _eventSize = _dataOffset + sizeof(long);

    private readonly byte[] _events = new byte[EventsPerWait * _eventSize];
    private readonly int _descriptor = epoll_create1(CloseOnExec);

    public Epoll()
    {
        if (_descriptor < 0) throw Failed("epoll_create1");
    }

    /// <summary>Watches for bytes to read, level-triggered; closing the descriptor ends it.</summary>
    public void Watch(nint descriptor, int token)
    {
        Span<byte> wanted = stackalloc byte[_eventSize];
        wanted.Clear();
        MemoryMarshal.Write(wanted, Readable);
        MemoryMarshal.Write(wanted[_dataOffset..], (long)token);
        if (epoll_ctl(_descriptor, Add, (int)descriptor, wanted) < 0) throw Failed("epoll_ctl");
    }

    /// <returns>How many tokens of <paramref name="ready"/> were filled in; 0 when the time is over.</returns>
    public int Wait(Span<int> ready, int timeoutMilliseconds)
    {
        var count = epoll_wait(_descriptor, _events, Math.Min(EventsPerWait, ready.Length), timeoutMilliseconds);
        if (count < 0 && Marshal.GetLastPInvokeError() != Interrupted) throw Failed("epoll_wait");
        for (var i = 0; i < count; i++) ready[i] = (int)MemoryMarshal.Read<long>(_events.AsSpan((i * _eventSize) + _dataOffset));
        return Math.Max(count, 0);
    }

    public void Dispose() => close(_descriptor);

    private static LoadException Failed(string call) => new($"{call} failed: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(int epoll, int operation, int descriptor, Span<byte> wanted);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_wait(int epoll, byte[] events, int most, int timeoutMilliseconds);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int descriptor);
}
