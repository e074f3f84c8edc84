using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Duet.Server.Transport;

/// <summary>
/// Memory for connections, in blocks that each thread hands out last in, first out: what it returned last is likely still in its cache, where
/// the default pool hands out what waited longest (docs/decisions/0005 has the figures). What no thread has room for is left to the collector.
/// </summary>
internal sealed class RecentlyUsedMemory : MemoryPool<byte>
{
    private const int BlockBytes = 4096;
    private const int MaxOwnBlocks = 64;
    private const int MaxSharedBlocks = 4096;

    [ThreadStatic]
    private static Block? _last;

    [ThreadStatic]
    private static int _ownBlocks;

    private readonly ConcurrentStack<Block> _shared = new();
    private int _sharedBlocks;

    public override int MaxBufferSize => BlockBytes;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        if (_last is not { } block) return RentShared();

        _last = block.Before;
        block.Before = null;
        _ownBlocks--;
        return block;
    }

    protected override void Dispose(bool disposing)
    {
        // The collector takes the blocks.
    }

    private Block RentShared()
    {
        if (!_shared.TryPop(out var block)) return new Block(this);

        Interlocked.Decrement(ref _sharedBlocks);
        return block;
    }

    private void Return(Block block)
    {
        if (_ownBlocks < MaxOwnBlocks)
        {
            block.Before = _last;
            _last = block;
            _ownBlocks++;
        }
        else if (Interlocked.Increment(ref _sharedBlocks) <= MaxSharedBlocks)
        {
            _shared.Push(block);
        }
        else
        {
            Interlocked.Decrement(ref _sharedBlocks);
        }
    }

    private sealed class Block(RecentlyUsedMemory pool) : IMemoryOwner<byte>
    {
        /// <summary>What the same thread returned before this one.</summary>
        public Block? Before { get; set; }

        // Pinned for good, and known to be, so that a socket's operation need not pin it.
        public Memory<byte> Memory { get; } =
            MemoryMarshal.CreateFromPinnedArray(GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true), 0, BlockBytes);

        public void Dispose() => pool.Return(this);
    }
}
