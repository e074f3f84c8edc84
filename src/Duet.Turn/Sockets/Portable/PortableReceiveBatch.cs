namespace Duet.Turn.Sockets.Portable;

/// <summary>Slots on the heap, each filled by a call of its own.</summary>
internal sealed class PortableReceiveBatch : IReceiveBatch
{
    private const int Slots = 32;
    private const int SlotBytes = 64 * 1024;

    private readonly byte[] _memory = GC.AllocateUninitializedArray<byte>(Slots * SlotBytes);
    private readonly ReceivedDatagram[] _received = new ReceivedDatagram[Slots];
    private int _count;

    public int Capacity => Slots;

    public ReceivedRun this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_count, nameof(index));
            var (from, to, length) = _received[index];
            return new ReceivedRun { From = from, To = to, Bytes = Slot(index)[..length], SegmentBytes = length };
        }
    }

    public int Receive(IDatagramSocket socket)
    {
        var portableSocket = (PortableSocket)socket;
        for (_count = 0; _count < Slots && portableSocket.TryReceive(Slot(_count), out _received[_count]);) _count++;
        return _count;
    }

    public void Dispose() => _count = 0;

    private Span<byte> Slot(int index) => _memory.AsSpan(index * SlotBytes, SlotBytes);
}
