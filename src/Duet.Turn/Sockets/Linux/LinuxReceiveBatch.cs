using System.Runtime.InteropServices;
using Duet.Stun;

namespace Duet.Turn.Sockets.Linux;

/// <summary>Slots in native memory for recvmmsg. Memory that no datagram came to is never touched, so it costs address space only.</summary>
internal sealed unsafe class LinuxReceiveBatch : IReceiveBatch
{
    private const int Slots = 32;

    // The largest run. Slots are not a power of two apart: the beginnings of all would share a few lines of the processor's caches.
    private const int SlotBytes = 64 * 1024;
    private const int SlotStride = SlotBytes + 20 * 64;

    private const int ReceiveAttempts = 4;

    private readonly byte* _memory = (byte*)NativeMemory.AlignedAlloc(Slots * SlotStride, 4096);
    private readonly BatchedMessage* _messages = Allocate<BatchedMessage>(Slots);
    private readonly IoVector* _vectors = Allocate<IoVector>(Slots);
    private readonly NativeAddress* _names = Allocate<NativeAddress>(Slots);
    private readonly byte* _controls = Allocate<byte>(Slots * ControlMessages.ReceiveBytes);
    private LinuxSocket? _socket;
    private int _count;
    private bool _disposed;

    public LinuxReceiveBatch()
    {
        for (var slot = 0; slot < Slots; slot++)
        {
            _vectors[slot] = new() { Start = _memory + slot * SlotStride, Length = SlotBytes };
            _messages[slot].Header = new()
            {
                Name = _names + slot,
                NameLength = NativeAddress.MaxLength,
                Vectors = _vectors + slot,
                VectorCount = 1,
                Control = _controls + slot * ControlMessages.ReceiveBytes,
                ControlLength = ControlMessages.ReceiveBytes,
            };
        }
    }

    public int Capacity => Slots;

    public ReceivedRun this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_count, nameof(index));
            ref readonly var message = ref _messages[index];
            var length = (int)message.Length;
            var segment = (int*)ControlMessages.Find(message.Header, SocketOption.Coalescing);
            return new ReceivedRun
            {
                From = _names[index].ToTransportAddress(),
                To = DestinationOf(message.Header),
                Bytes = new Span<byte>(_vectors[index].Start, length),
                SegmentBytes = segment is null ? length : *segment,
            };
        }
    }

    public int Receive(IDatagramSocket socket)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Reset();
        _socket = (LinuxSocket)socket;
        for (var attempt = 0; attempt < ReceiveAttempts; attempt++)
        {
            var received = LinuxCalls.ReceiveBatch(_socket.Descriptor, new(_messages, Slots));
            if (received >= 0) return Take(received);
            if (!IsPassing(-received)) break;
        }

        return 0;
    }

    public bool Contains(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes) return start >= _memory && start + bytes.Length <= _memory + Slots * SlotStride;
    }

    public void Dispose()
    {
        if (_disposed) return;

        _disposed = true;
        _count = 0;
        NativeMemory.AlignedFree(_memory);
        NativeMemory.Free(_messages);
        NativeMemory.Free(_vectors);
        NativeMemory.Free(_names);
        NativeMemory.Free(_controls);
    }

    // The kernel has written the real lengths over the room there is, in those messages that it used.
    private void Reset()
    {
        for (var slot = 0; slot < _count; slot++)
        {
            _messages[slot].Header.NameLength = NativeAddress.MaxLength;
            _messages[slot].Header.ControlLength = ControlMessages.ReceiveBytes;
        }

        _count = 0;
    }

    private int Take(int received)
    {
        _count = received;
        if (received == 0) return 0;

        _socket!.Received();
        var drops = (uint*)ControlMessages.Find(_messages[received - 1].Header, SocketOption.ReceiveDrops);
        if (drops is not null) _socket.CountReceiveDrops(*drops);
        return received;
    }

    private TransportAddress DestinationOf(in MessageHeader message)
    {
        var local = _socket!.LocalAddress;
        if (!_socket.IsWildcard) return local;

        var kind = local.Family is InternetAddressFamily.IPv4 ? SocketOption.IPv4LocalAddress : SocketOption.IPv6LocalAddress;
        var value = ControlMessages.Find(message, kind);
        return value is null ? local : local with { Address = ControlMessages.ReadLocalAddress(value, local.Family) };
    }

    // An ICMP error is told to whoever calls next, also where that only wants to receive.
    private static bool IsPassing(int error) => error is Errno.Interrupted || Errno.MayBeOfAnEarlierDatagram(error);

    private static T* Allocate<T>(int count) where T : unmanaged => (T*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(T));
}
