using System.Buffers;

namespace Duet.Server.Tests.Transport;

/// <summary>Blocks that are counted. One that is given back is overwritten and never used again, so that a use afterwards shows.</summary>
internal sealed class CountingMemory : MemoryPool<byte>
{
    public const int BlockBytes = 4096;

    private int _rented;
    private int _held;
    private int _returnedTwice;

    public override int MaxBufferSize => BlockBytes;

    /// <summary>How many blocks were ever asked for.</summary>
    public int Rented => Volatile.Read(ref _rented);

    /// <summary>How many blocks somebody has at the moment.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>What happens just before a block is handed out.</summary>
    public Action? Renting { get; set; }

    public int ReturnedTwice => Volatile.Read(ref _returnedTwice);

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        Renting?.Invoke();
        Interlocked.Increment(ref _rented);
        Interlocked.Increment(ref _held);
        return new Block(this);
    }

    /// <summary>Waits until every block is back, and makes sure that none came twice.</summary>
    public async Task AssertAllReturnedAsync()
    {
        await Eventually.IsTrueAsync(() => Held <= 0, $"{Held} blocks are still held");
        Assert.Equal((0, 0), (Held, ReturnedTwice));
    }

    protected override void Dispose(bool disposing)
    {
        // The collector takes the blocks.
    }

    private sealed class Block(CountingMemory pool) : IMemoryOwner<byte>
    {
        private int _isReturned;

        public Memory<byte> Memory { get; } = new byte[BlockBytes];

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReturned, 1) != 0)
            {
                Interlocked.Increment(ref pool._returnedTwice);
                return;
            }

            Memory.Span.Fill(0xDD);
            Interlocked.Decrement(ref pool._held);
        }
    }
}
