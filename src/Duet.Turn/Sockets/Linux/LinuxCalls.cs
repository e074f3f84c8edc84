using System.Runtime.InteropServices;

namespace Duet.Turn.Sockets.Linux;

/// <summary>The calls of the C library. Each returns what the manual says, and where that is -1, the negative <see cref="Errno"/>.</summary>
/// <remarks>
/// None of them suppresses the transition of the garbage collector. That would save some 10 ns of a call, and is right only for what always
/// takes less than a microsecond: as long as such a call runs, no collection can begin and all other threads wait for it. A batch takes
/// microseconds for each datagram in it, as the kernel walks its network stack within the call, epoll_wait sleeps, and the others are rare.
/// </remarks>
internal static unsafe partial class LinuxCalls
{
    private const string Library = "libc";
    private const int Datagrams = 2; // SOCK_DGRAM
    private const int NonBlocking = 0x800; // SOCK_NONBLOCK, EFD_NONBLOCK
    private const int CloseOnExec = 0x80000; // SOCK_CLOEXEC, EFD_CLOEXEC, EPOLL_CLOEXEC
    private const int DontWait = 0x40; // MSG_DONTWAIT
    private const int FromErrorQueue = 0x2000; // MSG_ERRQUEUE

    public static int OpenSocket(ushort family) => Checked(Socket(family, Datagrams | NonBlocking | CloseOnExec, 0));

    public static int OpenPoller() => Checked(EpollCreate(CloseOnExec));

    public static int OpenEvent() => Checked(EventFd(0, NonBlocking | CloseOnExec));

    public static int Bind(int descriptor, in NativeAddress address)
    {
        fixed (NativeAddress* name = &address) return Checked(Bind(descriptor, name, address.Length));
    }

    public static int GetLocalAddress(int descriptor, out NativeAddress address)
    {
        address = default;
        var length = NativeAddress.MaxLength;
        fixed (NativeAddress* name = &address) return Checked(GetSockName(descriptor, name, &length));
    }

    public static int SetOption(int descriptor, SocketOption option, int value) =>
        Checked(SetSockOpt(descriptor, option.Level, option.Name, &value, sizeof(int)));

    public static int GetOption(int descriptor, SocketOption option, out int value)
    {
        var length = (uint)sizeof(int);
        fixed (int* at = &value)
        {
            *at = 0;
            return Checked(GetSockOpt(descriptor, option.Level, option.Name, at, &length));
        }
    }

    public static int ReceiveBatch(int descriptor, Span<BatchedMessage> messages)
    {
        fixed (BatchedMessage* first = messages) return Checked(RecvMMsg(descriptor, first, (uint)messages.Length, DontWait, null));
    }

    public static int SendBatch(int descriptor, Span<BatchedMessage> messages)
    {
        fixed (BatchedMessage* first = messages) return Checked(SendMMsg(descriptor, first, (uint)messages.Length, DontWait));
    }

    public static int Send(int descriptor, MessageHeader* message) => Checked((int)SendMsg(descriptor, message, DontWait));

    public static int ReceiveError(int descriptor, MessageHeader* message) => Checked((int)RecvMsg(descriptor, message, DontWait | FromErrorQueue));

    public static int ControlPoller(int poller, int operation, int descriptor, byte* change) =>
        Checked(EpollCtl(poller, operation, descriptor, change));

    public static int Poll(int poller, byte* events, int count, int timeoutMilliseconds) =>
        Checked(EpollWait(poller, events, count, timeoutMilliseconds));

    public static int SignalEvent(int descriptor)
    {
        var one = 1UL;
        return Checked((int)Write(descriptor, &one, sizeof(ulong)));
    }

    public static int ResetEvent(int descriptor)
    {
        ulong count;
        return Checked((int)Read(descriptor, &count, sizeof(ulong)));
    }

    [LibraryImport(Library, EntryPoint = "close")]
    public static partial int Close(int descriptor);

    private static int Checked(int result) => result < 0 ? -Marshal.GetLastPInvokeError() : result;

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    private static partial int Socket(int family, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    private static partial int Bind(int descriptor, NativeAddress* name, uint length);

    [LibraryImport(Library, EntryPoint = "getsockname", SetLastError = true)]
    private static partial int GetSockName(int descriptor, NativeAddress* name, uint* length);

    [LibraryImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetSockOpt(int descriptor, int level, int name, void* value, uint length);

    [LibraryImport(Library, EntryPoint = "getsockopt", SetLastError = true)]
    private static partial int GetSockOpt(int descriptor, int level, int name, void* value, uint* length);

    [LibraryImport(Library, EntryPoint = "recvmmsg", SetLastError = true)]
    private static partial int RecvMMsg(int descriptor, BatchedMessage* messages, uint count, int flags, void* timeout);

    [LibraryImport(Library, EntryPoint = "sendmmsg", SetLastError = true)]
    private static partial int SendMMsg(int descriptor, BatchedMessage* messages, uint count, int flags);

    [LibraryImport(Library, EntryPoint = "sendmsg", SetLastError = true)]
    private static partial nint SendMsg(int descriptor, MessageHeader* message, int flags);

    [LibraryImport(Library, EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint RecvMsg(int descriptor, MessageHeader* message, int flags);

    [LibraryImport(Library, EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int EpollCreate(int flags);

    [LibraryImport(Library, EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int EpollCtl(int poller, int operation, int descriptor, byte* change);

    [LibraryImport(Library, EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int EpollWait(int poller, byte* events, int count, int timeoutMilliseconds);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventFd(uint count, int flags);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int descriptor, void* buffer, nuint length);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, void* buffer, nuint length);
}
