using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Duet.Turn.Sockets.Linux;

internal sealed unsafe class LinuxPoller : IPoller
{
    private const int MaxEvents = 256;
    private const int AddWatch = 1, RemoveWatch = 2; // EPOLL_CTL_ADD, EPOLL_CTL_DEL
    private const uint CanRead = 1, HasError = 8, HungUp = 16; // EPOLLIN, EPOLLERR, EPOLLHUP
    private const ulong WakeToken = ulong.MaxValue;

    // struct epoll_event: 32 bits of events, 64 bits of data. Only on x64 they stand without a gap.
    private static readonly int _tokenOffset = RuntimeInformation.ProcessArchitecture is Architecture.X64 ? 4 : 8;
    private static readonly int _eventBytes = _tokenOffset + sizeof(ulong);

    private readonly Descriptor _poller;
    private readonly Descriptor _wakeEvent;
    private readonly byte* _events = (byte*)NativeMemory.AllocZeroed((nuint)(MaxEvents * _eventBytes));
    private int _woken;
    private bool _disposed;

    public LinuxPoller(Descriptor poller, Descriptor wakeEvent)
    {
        _poller = poller;
        _wakeEvent = wakeEvent;
        Watch(wakeEvent.Number, WakeToken);
    }

    public void Add(IDatagramSocket socket, int token) => Watch(((LinuxSocket)socket).Descriptor, (uint)token);

    public void Remove(IDatagramSocket socket) => Control(RemoveWatch, ((LinuxSocket)socket).Descriptor, 0);

    public int Wait(Span<PollEvent> ready, int timeoutMilliseconds)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var count = LinuxCalls.Poll(_poller.Number, _events, Math.Min(ready.Length, MaxEvents), timeoutMilliseconds);
        var taken = 0;
        for (var i = 0; i < count; i++)
        {
            var bytes = new ReadOnlySpan<byte>(_events + i * _eventBytes, _eventBytes);
            var token = BinaryPrimitives.ReadUInt64LittleEndian(bytes[_tokenOffset..]);
            var events = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            if (token is WakeToken) EndWake();
            else ready[taken++] = new PollEvent((int)token, (events & CanRead) != 0, (events & (HasError | HungUp)) != 0);
        }

        return taken;
    }

    // Between the first call of many and the Wait that it ends, the others find it done.
    public void Wake()
    {
        if (Interlocked.Exchange(ref _woken, 1) != 0 || !_wakeEvent.TryEnter(out var descriptor)) return;

        LinuxCalls.SignalEvent(descriptor);
        _wakeEvent.Exit();
    }

    public void Dispose()
    {
        if (_disposed) return;

        _disposed = true;
        _wakeEvent.Dispose();
        _poller.Dispose();
        NativeMemory.Free(_events);
    }

    // In this order: a Wake in between is answered by this Wait, which has not returned yet. The other way round it would be lost, and all after it.
    private void EndWake()
    {
        LinuxCalls.ResetEvent(_wakeEvent.Number);
        Interlocked.Exchange(ref _woken, 0);
    }

    private void Watch(int descriptor, ulong token)
    {
        var result = Control(AddWatch, descriptor, token);
        if (result < 0) throw new SocketException((int)SocketError.InvalidArgument, Marshal.GetPInvokeErrorMessage(-result));
    }

    private int Control(int operation, int descriptor, ulong token)
    {
        var change = stackalloc byte[_eventBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(new Span<byte>(change, _eventBytes), CanRead);
        BinaryPrimitives.WriteUInt64LittleEndian(new Span<byte>(change + _tokenOffset, sizeof(ulong)), token);
        return LinuxCalls.ControlPoller(_poller.Number, operation, descriptor, change);
    }
}
