using System.Runtime.InteropServices;

namespace Duet.Server.Transport;

/// <summary>Linux's epoll, edge-triggered: each change of a socket's readiness is told once.</summary>
internal sealed partial class Epoll
{
    private const int CloseOnExec = 0x80000;
    private const int AddOperation = 1;
    private const int Interrupted = 4;
    private const int EventsPerWait = 512;

    // struct epoll_event is packed on x86-64 alone; everywhere else its 64-bit data is aligned.
    private static readonly int _dataOffset = RuntimeInformation.ProcessArchitecture is Architecture.X64 ? 4 : 8;
    private static readonly int _eventBytes = _dataOffset + sizeof(long);

    private readonly byte[] _events = GC.AllocateArray<byte>(EventsPerWait * _eventBytes, pinned: true);
    private readonly int _descriptor = epoll_create1(CloseOnExec);

    public Epoll()
    {
        if (_descriptor < 0) throw Failed(nameof(epoll_create1));
    }

    /// <summary>What a socket became.</summary>
    [Flags]
    public enum Readiness : uint
    {
        None = 0,
        Readable = 0x1,
        Writable = 0x4,
        Error = 0x8,

        /// <summary>Both directions are over.</summary>
        HungUp = 0x10,

        /// <summary>The other side sends no more.</summary>
        ReadHungUp = 0x2000,

        EdgeTriggered = 0x80000000,
    }

    /// <summary>Watches a socket until it is closed. The kernel tells at once what it is ready for already.</summary>
    /// <param name="descriptor">The socket's; the kernel gives it out again after the socket is closed.</param>
    /// <param name="number">Comes with each of its events.</param>
    public void Add(int descriptor, int number)
    {
        Span<byte> wanted = stackalloc byte[_eventBytes];
        wanted.Clear();
        MemoryMarshal.Write(wanted, Readiness.Readable | Readiness.Writable | Readiness.ReadHungUp | Readiness.EdgeTriggered);
        MemoryMarshal.Write(wanted[_dataOffset..], descriptor);
        MemoryMarshal.Write(wanted[(_dataOffset + sizeof(int))..], number);
        if (epoll_ctl(_descriptor, AddOperation, descriptor, wanted) < 0) throw Failed(nameof(epoll_ctl));
    }

    /// <summary>Waits for as long as it takes, and returns how many events there are to look at.</summary>
    public int Wait()
    {
        var count = epoll_wait(_descriptor, _events, EventsPerWait, timeoutMilliseconds: -1);
        if (count < 0 && Marshal.GetLastPInvokeError() != Interrupted) throw Failed(nameof(epoll_wait));

        return Math.Max(count, 0);
    }

    /// <summary>One of the events that the last wait returned.</summary>
    public (int Descriptor, int Number, Readiness Readiness) this[int index]
    {
        get
        {
            var occurred = _events.AsSpan(index * _eventBytes, _eventBytes);
            var data = occurred[_dataOffset..];
            return (MemoryMarshal.Read<int>(data), MemoryMarshal.Read<int>(data[sizeof(int)..]), MemoryMarshal.Read<Readiness>(occurred));
        }
    }

    private static IOException Failed(string call) => new($"{call} failed: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(int epoll, int operation, int descriptor, Span<byte> wanted);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_wait(int epoll, byte[] events, int most, int timeoutMilliseconds);
}
