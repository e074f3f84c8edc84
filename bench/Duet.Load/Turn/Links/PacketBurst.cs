using System.Runtime.InteropServices;

namespace Duet.Load.Turn.Links;

/// <summary>Packets of one size that leave together, as the packets of one video frame do.</summary>
internal sealed unsafe class PacketBurst : IDisposable
{
    private readonly byte* _bytes;
    private readonly SocketCalls.Vector* _vectors;
    private readonly SocketCalls.BatchedMessage* _messages;
    private readonly bool _segmented;

    /// <param name="packets">How many there are.</param>
    /// <param name="packetBytes">The size of each.</param>
    /// <param name="segmented">Whether the kernel gets one long datagram and cuts it (UDP_SEGMENT, set on the socket), which no browser does.</param>
    public PacketBurst(int packets, int packetBytes, bool segmented)
    {
        Packets = packets;
        PacketBytes = packetBytes;
        _segmented = segmented;
        var calls = segmented ? 1 : packets;
        _bytes = (byte*)NativeMemory.AllocZeroed((nuint)packets, (nuint)packetBytes);
        _vectors = (SocketCalls.Vector*)NativeMemory.Alloc((nuint)calls, (nuint)sizeof(SocketCalls.Vector));
        _messages = (SocketCalls.BatchedMessage*)NativeMemory.AllocZeroed((nuint)calls, (nuint)sizeof(SocketCalls.BatchedMessage));
        var length = (nuint)(packets / calls * packetBytes);
        for (var i = 0; i < calls; i++)
        {
            _vectors[i] = new SocketCalls.Vector { Bytes = _bytes + (i * packetBytes), Length = length };
            _messages[i].Message.Vectors = &_vectors[i];
            _messages[i].Message.VectorCount = 1;
        }
    }

    public int Packets { get; }

    public int PacketBytes { get; }

    public Span<byte> this[int index] => new(_bytes + (index * PacketBytes), PacketBytes);

    /// <returns>How many packets the kernel took.</returns>
    public int Send(nint descriptor)
    {
        var sent = SocketCalls.sendmmsg((int)descriptor, _messages, _segmented ? 1u : (uint)Packets, SocketCalls.DoNotWait);
        if (sent >= 0) return _segmented ? sent * Packets : sent;
        if (Marshal.GetLastPInvokeError() is SocketCalls.WouldBlock or SocketCalls.NoBuffers) return 0;
        throw new LoadException($"sending failed: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    public void Dispose()
    {
        NativeMemory.Free(_messages);
        NativeMemory.Free(_vectors);
        NativeMemory.Free(_bytes);
    }
}
