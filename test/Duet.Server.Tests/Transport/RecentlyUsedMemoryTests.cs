using System.Buffers;
using System.Runtime.CompilerServices;
using Duet.Server.Transport;

namespace Duet.Server.Tests.Transport;

public sealed class RecentlyUsedMemoryTests : IDisposable
{
    private const int BlockBytes = 4096;
    private const int MaxOwnBlocks = 64;
    private const int MaxSharedBlocks = 4096;

    private readonly RecentlyUsedMemory _memory = new();

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void Rent_ReturnedLast_ComesFirst() => OnAThreadOfItsOwn(() =>
    {
        var (a, b) = (_memory.Rent(), _memory.Rent());
        Assert.NotSame(a, b);
        a.Dispose();
        b.Dispose();

        Assert.Same(b, _memory.Rent());
        Assert.Same(a, _memory.Rent());
        Assert.DoesNotContain(_memory.Rent(), new[] { a, b });
    });

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(BlockBytes)]
    public void Rent_UpToABlock_IsAWholeBlock(int atLeast)
    {
        using var block = _memory.Rent(atLeast);

        Assert.Equal(BlockBytes, block.Memory.Length);
    }

    [Fact]
    public void Rent_MoreThanABlock_Throws()
    {
        Assert.Equal(BlockBytes, _memory.MaxBufferSize);
        Assert.Throws<ArgumentOutOfRangeException>(() => _memory.Rent(BlockBytes + 1));
    }

    [Fact]
    public void Return_MoreThanTheThreadKeeps_OthersGetTheRest()
    {
        var rented = new List<IMemoryOwner<byte>>();
        OnAThreadOfItsOwn(() =>
        {
            for (var i = 0; i < MaxOwnBlocks + 10; i++) rented.Add(_memory.Rent());
            rented.ForEach(block => block.Dispose());
        });

        OnAThreadOfItsOwn(() =>
        {
            var others = Enumerable.Range(0, 10).Select(_ => _memory.Rent()).ToHashSet();
            Assert.Equal(rented[MaxOwnBlocks..].ToHashSet(), others);
            Assert.DoesNotContain(_memory.Rent(), rented);
        });
    }

    [Fact]
    public void Return_MoreThanAllKeep_TheCollectorGetsTheRest()
    {
        var rented = new List<IMemoryOwner<byte>>();
        OnAThreadOfItsOwn(() =>
        {
            for (var i = 0; i < MaxOwnBlocks + MaxSharedBlocks + 10; i++) rented.Add(_memory.Rent());
            rented.ForEach(block => block.Dispose());
        });

        var known = rented.ToHashSet();
        OnAThreadOfItsOwn(() =>
        {
            Assert.Equal(MaxSharedBlocks, Enumerable.Range(0, MaxSharedBlocks).Count(_ => known.Remove(_memory.Rent())));
            Assert.DoesNotContain(_memory.Rent(), known);
        });
    }

    [Fact]
    public void Rent_TheOneReturnedBeforeIsDropped_DoesNotKeepIt() => OnAThreadOfItsOwn(() =>
    {
        var (kept, dropped) = RentBothAndDropTheSecond();

        GC.Collect();

        Assert.False(dropped.IsAlive);
        GC.KeepAlive(kept);
    });

    [Fact]
    public async Task Rent_FromManyThreads_NobodySharesABlock()
    {
        const int Rounds = 20_000;
        await Task.WhenAll(Enumerable.Range(1, 4).Select(n => Task.Factory.StartNew(
            () =>
            {
                var held = new Queue<IMemoryOwner<byte>>();
                var random = new Random(n);
                for (var i = 0; i < Rounds; i++)
                {
                    var block = _memory.Rent();
                    block.Memory.Span[0] = (byte)n;
                    held.Enqueue(block);
                    while (held.Count > random.Next(200)) ReturnFirst(held, n);
                }

                while (held.Count > 0) ReturnFirst(held, n);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }

    private static void ReturnFirst(Queue<IMemoryOwner<byte>> held, int n)
    {
        var block = held.Dequeue();
        Assert.Equal(n, block.Memory.Span[0]);
        block.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private (IMemoryOwner<byte> Kept, WeakReference Dropped) RentBothAndDropTheSecond()
    {
        var (kept, dropped) = (_memory.Rent(), _memory.Rent());
        dropped.Dispose();
        kept.Dispose();
        Assert.Same(kept, _memory.Rent());
        Assert.Same(dropped, _memory.Rent());
        return (kept, new WeakReference(dropped));
    }

    /// <summary>Which has returned nothing yet.</summary>
    private static void OnAThreadOfItsOwn(Action act)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(act));
        thread.Start();
        thread.Join();
        if (failure is not null) throw new Xunit.Sdk.XunitException(failure.ToString());
    }
}
