namespace Duet.Turn.Allocations;

/// <summary>A set of port numbers, 8 KiB for all there are. Thread safe, without a lock.</summary>
internal sealed class PortSet
{
    private const int BitsPerWord = 64;

    private readonly ulong[] _words = new ulong[(ushort.MaxValue + 1) / BitsPerWord];

    /// <summary>False where it is in already.</summary>
    public bool TryAdd(int port) => (Interlocked.Or(ref _words[port / BitsPerWord], Bit(port)) & Bit(port)) == 0;

    public void Remove(int port) => Interlocked.And(ref _words[port / BitsPerWord], ~Bit(port));

    private static ulong Bit(int port) => 1UL << (port % BitsPerWord);
}
