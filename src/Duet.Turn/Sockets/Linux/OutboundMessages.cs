using System.Runtime.InteropServices;
using Duet.Stun;

namespace Duet.Turn.Sockets.Linux;

/// <summary>
/// Messages for sendmmsg, in native memory. Datagrams right after each other that the kernel can cut out of one message (UDP_SEGMENT)
/// become one. Headers are copied here, payloads stay where they are.
/// </summary>
internal sealed unsafe class OutboundMessages : IDisposable
{
    /// <summary>The pieces of memory that one datagram may lie in: header, payload, padding.</summary>
    public const int MaxPieces = 3;

    private const int MaxMessages = 128;
    private const int MaxVectors = 1024;
    private const int HeaderMemoryBytes = 32 * 1024;
    private const int ReservedMemoryBytes = 32 * 1024;

    // What kernels before 6.9 cut at most (UDP_MAX_SEGMENTS), and what with the headers of IPv6 makes the 65,535 bytes of a packet.
    private const int MaxSegments = 64;
    private const int MaxRunBytes = 65_535 - 40 - 8;

    private readonly OutboundRun[] _runs = new OutboundRun[MaxMessages];
    private readonly BatchedMessage* _messages = Allocate<BatchedMessage>(MaxMessages);
    private readonly NativeAddress* _names = Allocate<NativeAddress>(MaxMessages);
    private readonly byte* _controls = Allocate<byte>(MaxMessages * ControlMessages.SendBytes);
    private readonly IoVector* _vectors = Allocate<IoVector>(MaxVectors);
    private readonly byte* _headers = Allocate<byte>(HeaderMemoryBytes);
    private readonly byte* _reserved = Allocate<byte>(ReservedMemoryBytes);
    private readonly byte* _zeros = Allocate<byte>(OutboundDatagram.MaxPaddingBytes);

    private int _vectorCount;
    private int _headerBytes;
    private int _reservedBytes;
    private TransportAddress _lastTo;
    private InternetAddress _lastFrom;
    private bool _disposed;

    public int Count { get; private set; }

    /// <summary>Whether there may be no room for another datagram.</summary>
    public bool IsFull => Count == MaxMessages
        || _vectorCount > MaxVectors - MaxPieces
        || _headerBytes > HeaderMemoryBytes - OutboundDatagram.MaxHeaderBytes;

    /// <summary>What the <paramref name="index"/>th message consists of.</summary>
    public ref readonly OutboundRun this[int index] => ref _runs[index];

    /// <summary>The messages from <paramref name="first"/> to before <paramref name="end"/>, as the kernel takes them.</summary>
    public Span<BatchedMessage> Slice(int first, int end) => new(_messages + first, end - first);

    /// <summary>Whether so many bytes can be reserved.</summary>
    public bool HasRoomFor(int bytes) => _reservedBytes <= ReservedMemoryBytes - bytes;

    /// <summary>Memory for a payload that was not received. It is kept until <see cref="Clear"/> where a part of it is added.</summary>
    public Span<byte> Reserve(int bytes)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new Span<byte>(_reserved + _reservedBytes, bytes);
    }

    /// <summary>Whether memory is a part of what was reserved.</summary>
    public bool Contains(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes) return start >= _reserved && start + bytes.Length <= _reserved + ReservedMemoryBytes;
    }

    public void Add(LinuxSocket socket, in OutboundDatagram datagram)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Joins(socket, datagram)) Join(datagram.Length);
        else Begin(socket, datagram);

        var header = _headers + _headerBytes;
        datagram.Header.CopyTo(new Span<byte>(header, OutboundDatagram.MaxHeaderBytes));
        _headerBytes += datagram.Header.Length;
        Append(header, datagram.Header.Length);
        fixed (byte* payload = datagram.Payload)
        {
            Append(payload, datagram.Payload.Length); // Native memory: it stays where it is.
            if (Contains(datagram.Payload)) _reservedBytes = (int)(payload + datagram.Payload.Length - _reserved);
        }

        Append(_zeros, datagram.PaddingBytes);
    }

    public void Clear()
    {
        _runs.AsSpan(0, Count).Clear();
        Count = 0;
        _vectorCount = 0;
        _headerBytes = 0;
        _reservedBytes = 0;
    }

    public void Dispose()
    {
        if (_disposed) return;

        _disposed = true;
        Clear();
        NativeMemory.Free(_messages);
        NativeMemory.Free(_names);
        NativeMemory.Free(_controls);
        NativeMemory.Free(_vectors);
        NativeMemory.Free(_headers);
        NativeMemory.Free(_reserved);
        NativeMemory.Free(_zeros);
    }

    // The kernel cuts at every SegmentBytes, so only the last datagram of a run may be shorter, and none may be empty.
    private bool Joins(LinuxSocket socket, in OutboundDatagram datagram)
    {
        if (Count == 0) return false;

        ref readonly var last = ref _runs[Count - 1];
        var length = datagram.Length;
        return ReferenceEquals(last.Socket, socket) && socket.Segments
            && length > 0 && length <= last.SegmentBytes && last.Bytes == last.Segments * last.SegmentBytes
            && last.Segments < MaxSegments && last.Bytes + length <= MaxRunBytes
            && datagram.To == _lastTo && datagram.From == _lastFrom;
    }

    private void Join(int length)
    {
        ref var last = ref _runs[Count - 1];
        last.Bytes += length;
        last.Segments++;
        if (last.Segments > 2) return;

        ref var header = ref _messages[Count - 1].Header;
        header.ControlLength += (nuint)ControlMessages.WriteSegmentation(header.Control + header.ControlLength, (ushort)last.SegmentBytes);
    }

    private void Begin(LinuxSocket socket, in OutboundDatagram datagram)
    {
        var length = datagram.Length;
        _runs[Count] = new OutboundRun { Socket = socket, Segments = 1, SegmentBytes = length, Bytes = length };
        _names[Count] = new NativeAddress(datagram.To);
        var control = _controls + Count * ControlMessages.SendBytes;
        _messages[Count].Header = new MessageHeader
        {
            Name = _names + Count,
            NameLength = _names[Count].Length,
            Vectors = _vectors + _vectorCount,
            Control = control,
            ControlLength = socket.NamesSource(datagram) ? (nuint)ControlMessages.WriteLocalAddress(control, datagram.From) : 0,
        };
        _lastTo = datagram.To;
        _lastFrom = datagram.From;
        Count++;
    }

    // A piece right after the one before makes it longer: a run that is passed on as it came is one piece.
    private void Append(byte* start, int length)
    {
        if (length == 0) return;

        ref var header = ref _messages[Count - 1].Header;
        if (header.VectorCount > 0 && _vectors[_vectorCount - 1].Start + _vectors[_vectorCount - 1].Length == start)
        {
            _vectors[_vectorCount - 1].Length += (nuint)length;
            return;
        }

        _vectors[_vectorCount++] = new IoVector { Start = start, Length = (nuint)length };
        header.VectorCount++;
    }

    private static T* Allocate<T>(int count) where T : unmanaged => (T*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(T));
}
