using System.Runtime.InteropServices;

namespace Duet.Load.Turn.Links;

/// <summary>Room for the datagrams of one receiving call, shared by all links of a loop.</summary>
internal sealed unsafe class DatagramBatch : IDisposable
{
    /// <summary>The longest datagram of a run fits: a payload of at most 1,400 bytes and a header.</summary>
    public const int SlotBytes = 2048;

    private const int Slots = 32;

    private readonly byte* _bytes = (byte*)NativeMemory.Alloc(Slots * SlotBytes);
    private readonly SocketCalls.Vector* _vectors = (SocketCalls.Vector*)NativeMemory.Alloc(Slots, (nuint)sizeof(SocketCalls.Vector));

    private readonly SocketCalls.BatchedMessage* _messages =
        (SocketCalls.BatchedMessage*)NativeMemory.AllocZeroed(Slots, (nuint)sizeof(SocketCalls.BatchedMessage));

    public DatagramBatch()
    {
        for (var i = 0; i < Slots; i++)
        {
            _vectors[i] = new SocketCalls.Vector { Bytes = _bytes + (i * SlotBytes), Length = SlotBytes };
            _messages[i].Message.Vectors = &_vectors[i];
            _messages[i].Message.VectorCount = 1;
        }
    }

    public ReadOnlySpan<byte> this[int index] => new(_vectors[index].Bytes, (int)_messages[index].Transferred);

    /// <summary>Takes what has arrived and fits. What is left over makes the descriptor ready again.</summary>
    /// <returns>How many datagrams are here until the next call.</returns>
    public int Receive(nint descriptor)
    {
        var count = SocketCalls.recvmmsg((int)descriptor, _messages, Slots, SocketCalls.DoNotWait, 0);
        if (count >= 0) return count;
        if (Marshal.GetLastPInvokeError() == SocketCalls.WouldBlock) return 0;
        throw new LoadException($"receiving failed: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    public void Dispose()
    {
        NativeMemory.Free(_messages);
        NativeMemory.Free(_vectors);
        NativeMemory.Free(_bytes);
    }
}
