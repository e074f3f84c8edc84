using System.IO.Pipelines;
using Duet.Server.Tests.Signaling.Upgrade;

namespace Duet.Server.Tests.Transport;

public sealed class OutputCancellationTests
{
    private const int SmallBuffer = 4096;
    private const int ChunkBytes = 50_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CancelPendingFlush_EndsOneFlushAndTheNextSendsTheRest(bool isWaiting)
    {
        await using var loopback = await Loopback.OpenAsync(SmallBuffer);
        var chunk = RandomBytes.Make(1, ChunkBytes);
        var flushing = isWaiting ? Start(loopback, chunk) : null;

        loopback.Output.CancelPendingFlush();

        flushing ??= Start(loopback, chunk);
        Assert.True(await flushing is { IsCanceled: true, IsCompleted: false });
        await AssertTheRestArrivesAsync(loopback, chunk);
    }

    [Fact]
    public async Task CancelPendingFlush_TheSocketIsFull_EndsTheNextFlushAtOnce()
    {
        await using var loopback = await Loopback.OpenAsync(SmallBuffer);
        var chunk = RandomBytes.Make(1, ChunkBytes);
        using var cancellation = new CancellationTokenSource();
        var full = loopback.Output.WriteAsync(chunk, cancellation.Token).InTimeAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => full);

        loopback.Output.CancelPendingFlush();

        Assert.True((await loopback.Output.FlushAsync(CancellationToken.None).InTimeAsync()).IsCanceled);
        await AssertTheRestArrivesAsync(loopback, chunk);
    }

    [Fact]
    public async Task Token_CanceledWhileItWaits_ThrowsAndTheNextSendsTheRest()
    {
        await using var loopback = await Loopback.OpenAsync(SmallBuffer);
        var chunk = RandomBytes.Make(1, ChunkBytes);
        using var cancellation = new CancellationTokenSource();
        var flushing = loopback.Output.WriteAsync(chunk, cancellation.Token).InTimeAsync();
        Assert.False(flushing.IsCompleted);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flushing);
        await AssertTheRestArrivesAsync(loopback, chunk);
    }

    [Fact]
    public async Task Token_CanceledBefore_TheTaskSaysSo()
    {
        await using var loopback = await Loopback.OpenAsync();

        Assert.True(loopback.Output.FlushAsync(new CancellationToken(canceled: true)).AsTask().IsCanceled);
    }

    private static Task<FlushResult> Start(Loopback loopback, byte[] chunk) => loopback.Output.WriteAsync(chunk, CancellationToken.None).InTimeAsync();

    private static async Task AssertTheRestArrivesAsync(Loopback loopback, byte[] chunk)
    {
        var receiving = loopback.ReceiveAllAsync();
        Assert.True(await loopback.Output.WriteAsync(new byte[] { 42 }, CancellationToken.None).InTimeAsync() is { IsCanceled: false, IsCompleted: false });
        await loopback.Server.DisposeAsync();

        Assert.Equal([.. chunk, 42], await receiving);
        await loopback.Memory.AssertAllReturnedAsync();
    }
}
