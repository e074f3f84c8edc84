namespace Duet.Turn.Allocations;

/// <summary>Packets and payload bytes relayed one way. Any thread adds: with the short circuit it may be another allocation's worker.</summary>
internal sealed class TrafficCounter
{
    private long _packets;
    private long _bytes;

    public long Packets => Volatile.Read(ref _packets);

    public long Bytes => Volatile.Read(ref _bytes);

    public void Add(int packets, long bytes)
    {
        Interlocked.Add(ref _packets, packets);
        Interlocked.Add(ref _bytes, bytes);
    }
}
