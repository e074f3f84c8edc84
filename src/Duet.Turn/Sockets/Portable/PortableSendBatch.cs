namespace Duet.Turn.Sockets.Portable;

/// <summary>Sends each datagram as it is added: where there is no call for many, there is nothing to wait for.</summary>
internal sealed class PortableSendBatch : ISendBatch
{
    private readonly byte[] _reserved = new byte[ISendBatch.MaxReservedBytes];

    public long Sent { get; private set; }

    public long Dropped { get; private set; }

    public Span<byte> Reserve(int bytes) => _reserved.AsSpan(0, bytes);

    public void Add(IDatagramSocket socket, in OutboundDatagram datagram)
    {
        if (socket.Send(datagram)) Sent++;
        else Dropped++;
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
    }
}
