using System.Net.Sockets;
using Duet.Server.Tests.Signaling.Upgrade;
using Microsoft.AspNetCore.Connections;

namespace Duet.Server.Tests.Transport;

public sealed class SocketOutputTests
{
    private const int SmallBuffer = 4096;
    private static readonly byte[] _chunk = new byte[10_000];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Flush_RandomWritesAndReads_ArriveWholeAndInOrder(int seed)
    {
        await using var loopback = await Loopback.OpenAsync(seed % 2 == 0 ? SmallBuffer : 0);
        var sent = RandomBytes.Make(seed, 400_000);
        var receiving = ReceiveAsync(loopback.Client, sent.Length, new Random(-seed));

        await new WritePattern(loopback.Output, sent, new Random(seed)).WriteAllAsync().InTimeAsync();

        sent.AssertSame(await receiving.InTimeAsync());
        await loopback.Memory.AssertAllReturnedAsync();
    }

    [Fact]
    public async Task Flush_SlowReader_WaitsAndGoesOn()
    {
        await using var loopback = await Loopback.OpenAsync(SmallBuffer);
        var sent = RandomBytes.Make(1, 1_000_000);
        var flushing = loopback.Output.WriteAsync(sent, CancellationToken.None).InTimeAsync();
        Assert.False(flushing.IsCompleted);

        var received = await ReceiveAsync(loopback.Client, sent.Length, new Random(1)).InTimeAsync();

        Assert.True(await flushing is { IsCompleted: false, IsCanceled: false });
        sent.AssertSame(received);
        await loopback.Memory.AssertAllReturnedAsync();
    }

    [Fact]
    public async Task Flush_NothingWritten_IsDoneAtOnce()
    {
        await using var loopback = await Loopback.OpenAsync();
        loopback.Output.GetMemory(100);

        var flushing = loopback.Output.FlushAsync(CancellationToken.None).InTimeAsync();

        Assert.True(flushing.IsCompleted);
        Assert.True(await flushing is { IsCompleted: false, IsCanceled: false });
        await loopback.Memory.AssertAllReturnedAsync();
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4096, 4096)]
    [InlineData(4097, 4097)]
    [InlineData(1_000_000, 1_000_000)]
    public async Task GetMemory_AnyHint_IsAsLarge(int hint, int least)
    {
        await using var loopback = await Loopback.OpenAsync();
        var sent = RandomBytes.Make(hint, 10 + least);
        sent.AsSpan(0, 10).CopyTo(loopback.Output.GetSpan(10));
        loopback.Output.Advance(10);

        var memory = loopback.Output.GetMemory(hint);
        Assert.True(memory.Length >= least);
        sent.AsMemory(10).CopyTo(memory);
        loopback.Output.Advance(least);
        Assert.Equal(10 + least, loopback.Output.UnflushedBytes);
        Assert.Throws<ArgumentOutOfRangeException>(() => loopback.Output.Advance(memory.Length));
        var flushing = loopback.Output.FlushAsync(CancellationToken.None).InTimeAsync();

        sent.AssertSame(await ReceiveAsync(loopback.Client, sent.Length, new Random(1)).InTimeAsync());
        await flushing;
        Assert.Equal(0, loopback.Output.UnflushedBytes);
        await loopback.Memory.AssertAllReturnedAsync();
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("abort")]
    [InlineData("dispose")]
    public async Task Flush_TheConnectionIsLostWhileItWaits_SaysThatNobodyReads(string loss)
    {
        await using var loopback = await Loopback.OpenAsync(SmallBuffer);
        var flushing = loopback.FillOutput(_chunk).InTimeAsync();

        if (loss == "reset") loopback.ResetClient();
        else if (loss == "abort") loopback.Server.Abort(new ConnectionAbortedException("Enough."));
        else await loopback.Server.DisposeAsync();

        Assert.True(await flushing is { IsCompleted: true, IsCanceled: false });
        await loopback.Memory.AssertAllReturnedAsync();
    }

    [Theory]
    [InlineData("abort")]
    [InlineData("dispose")]
    public async Task Flush_TheConnectionWasLost_TakesAndDropsWhatIsWritten(string loss)
    {
        await using var loopback = await Loopback.OpenAsync();
        if (loss == "abort") loopback.Server.Abort(new ConnectionAbortedException("Enough."));
        else await loopback.Server.DisposeAsync();

        for (var i = 0; i < 3; i++) Assert.True((await loopback.Output.WriteAsync(_chunk, CancellationToken.None).InTimeAsync()).IsCompleted);

        Assert.Equal(0, loopback.Output.UnflushedBytes);
        await loopback.Memory.AssertAllReturnedAsync();
    }

    // The other side may have sent its last word and still wait for ours.
    [Fact]
    public async Task Flush_PeerHasEnded_StillSends()
    {
        await using var loopback = await Loopback.OpenAsync(SmallBuffer);
        loopback.Client.Shutdown(SocketShutdown.Send);
        await loopback.Server.ConnectionClosed.FiredAsync();
        var sent = RandomBytes.Make(1, 100_000);
        var flushing = loopback.Output.WriteAsync(sent, CancellationToken.None).InTimeAsync();

        sent.AssertSame(await ReceiveAsync(loopback.Client, sent.Length, new Random(1)).InTimeAsync());
        Assert.False((await flushing).IsCompleted);
    }

    [Fact]
    public async Task Release_AfterSeveralFlushes_SendsThemInOrder()
    {
        await using var loopback = await Loopback.OpenAsync();
        var sent = RandomBytes.Make(1, 10_000);

        loopback.Held.Hold();
        for (var start = 0; start < sent.Length; start += 1_000) await FlushAsync(loopback, sent.AsMemory(start, 1_000));
        Assert.Equal(0, loopback.Client.Available);
        Assert.Equal(sent.Length, loopback.Output.UnflushedBytes);
        Assert.True(await loopback.Held.ReleaseAsync().InTimeAsync() is { IsCompleted: false, IsCanceled: false });

        sent.AssertSame(await ReceiveAsync(loopback.Client, sent.Length, new Random(1)).InTimeAsync());
        await loopback.Memory.AssertAllReturnedAsync();
    }

    [Fact]
    public async Task Release_NothingWasFlushed_HoldsNoMore()
    {
        await using var loopback = await Loopback.OpenAsync();

        loopback.Held.Hold();
        await loopback.Held.ReleaseAsync().InTimeAsync();
        await FlushAsync(loopback, new byte[] { 42 });

        Assert.Equal([42], await ReceiveAsync(loopback.Client, 1, new Random(1)).InTimeAsync());
    }

    [Fact]
    public async Task Flush_TooMuchIsHeld_IsSentNevertheless()
    {
        await using var loopback = await Loopback.OpenAsync();
        var sent = RandomBytes.Make(1, 100_000);

        loopback.Held.Hold();
        await FlushAsync(loopback, sent);

        sent.AssertSame(await ReceiveAsync(loopback.Client, sent.Length, new Random(1)).InTimeAsync());
        await loopback.Memory.AssertAllReturnedAsync();
    }

    [Fact]
    public async Task Release_TheConnectionWasLost_SaysThatNobodyReads()
    {
        await using var loopback = await Loopback.OpenAsync();
        loopback.Held.Hold();
        await FlushAsync(loopback, new byte[10]);

        loopback.Server.Abort(new ConnectionAbortedException("Enough."));

        Assert.True((await loopback.Held.ReleaseAsync().InTimeAsync()).IsCompleted);
        await loopback.Memory.AssertAllReturnedAsync();
    }

    [Fact]
    public async Task Complete_WhileItHolds_SendsWhatIsHeld()
    {
        await using var loopback = await Loopback.OpenAsync();
        loopback.Held.Hold();
        await FlushAsync(loopback, new byte[] { 42 });

        await loopback.Output.CompleteAsync();
        await loopback.Server.DisposeAsync();

        Assert.Equal([42], await loopback.ReceiveAllAsync());
        await loopback.Memory.AssertAllReturnedAsync();
    }

    [Fact]
    public async Task Complete_SomethingWasNotFlushed_SendsIt()
    {
        await using var loopback = await Loopback.OpenAsync();
        loopback.Output.GetSpan()[0] = 42;
        loopback.Output.Advance(1);

        await loopback.Output.CompleteAsync();
        await loopback.Output.CompleteAsync();
        await loopback.Server.DisposeAsync();

        Assert.Equal([42], await loopback.ReceiveAllAsync());
        Assert.Throws<ObjectDisposedException>(() => loopback.Output.GetMemory());
        await loopback.Memory.AssertAllReturnedAsync();
    }

    [Fact]
    public async Task Complete_WithAFault_SendsNothing()
    {
        await using var loopback = await Loopback.OpenAsync();
        loopback.Output.GetSpan()[0] = 42;
        loopback.Output.Advance(1);

        await loopback.Output.CompleteAsync(new InvalidOperationException());
        await loopback.Server.DisposeAsync();

        Assert.Empty(await loopback.ReceiveAllAsync());
        await loopback.Memory.AssertAllReturnedAsync();
    }

    private static async Task FlushAsync(Loopback loopback, ReadOnlyMemory<byte> bytes) =>
        Assert.False((await loopback.Output.WriteAsync(bytes, CancellationToken.None).InTimeAsync()).IsCompleted);

    private static async Task<byte[]> ReceiveAsync(Socket socket, int count, Random random)
    {
        var received = new byte[count];
        for (var length = 0; length < count;)
        {
            var piece = received.AsMemory(length, random.NextSize(count - length));
            var more = await socket.ReceiveAsync(piece, TestContext.Current.CancellationToken);
            Assert.NotEqual(0, more);
            length += more;
        }

        return received;
    }
}
