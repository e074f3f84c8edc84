namespace Duet.Turn.Relay;

/// <summary>What one thread relayed and dropped. Written by any number of threads, read by metrics.</summary>
internal sealed class RelayCounters
{
    private static readonly int _reasons = Enum.GetValues<DropReason>().Length;

    private readonly long[] _drops = new long[_reasons];
    private long _shortCircuited;
    private long _packetsToPeers;
    private long _bytesToPeers;
    private long _packetsToClients;
    private long _bytesToClients;

    /// <summary>Packets that went from one allocation to another in memory.</summary>
    public long ShortCircuited => Volatile.Read(ref _shortCircuited);

    /// <summary>Packets that clients sent to peers, those in memory too.</summary>
    public long PacketsToPeers => Volatile.Read(ref _packetsToPeers);

    /// <summary>Their payload.</summary>
    public long BytesToPeers => Volatile.Read(ref _bytesToPeers);

    /// <summary>Packets that peers sent to clients, those in memory too.</summary>
    public long PacketsToClients => Volatile.Read(ref _packetsToClients);

    /// <summary>Their payload.</summary>
    public long BytesToClients => Volatile.Read(ref _bytesToClients);

    public long Dropped(DropReason reason) => Volatile.Read(ref _drops[(int)reason]);

    public void Drop(DropReason reason, long packets = 1) => Interlocked.Add(ref _drops[(int)reason], packets);

    public void CountShortCircuit() => Interlocked.Increment(ref _shortCircuited);

    public void CountToPeer(int bytes)
    {
        Interlocked.Increment(ref _packetsToPeers);
        Interlocked.Add(ref _bytesToPeers, bytes);
    }

    public void CountToClient(int bytes)
    {
        Interlocked.Increment(ref _packetsToClients);
        Interlocked.Add(ref _bytesToClients, bytes);
    }
}
