using System.Net.Sockets;
using Duet.Server.Tests.Signaling.Upgrade;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Duet.Server.Tests.Transport;

public sealed class PolledConnectionTests
{
    private static readonly ConnectionAbortedException _enough = new("Enough.");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task BothWaysAtOnce_RandomPieces_ArriveWholeAndInOrder(int seed)
    {
        await using var loopback = await Loopback.OpenAsync(seed % 2 == 0 ? 4096 : 0);
        var (there, back) = (RandomBytes.Make(seed, 1_000_000), RandomBytes.Make(-seed, 1_000_000));
        var sending = loopback.Client.SendInPiecesAsync(there, new Random(seed));
        var receiving = loopback.ReceiveAllAsync();
        var writing = new WritePattern(loopback.Output, back, new Random(2 * seed)).WriteAllAsync();
        var reading = new ReadPattern(loopback.Input, there, new Random(3 * seed)).ReadToEndAsync();

        await sending.InTimeAsync();
        loopback.Client.Shutdown(SocketShutdown.Send);
        await Task.WhenAll(writing, reading).InTimeAsync();
        await loopback.Server.DisposeAsync();

        back.AssertSame(await receiving);
        await loopback.Memory.AssertAllReturnedAsync();
    }

    [Theory]
    [InlineData("end")]
    [InlineData("reset")]
    [InlineData("abort")]
    [InlineData("dispose")]
    public async Task ConnectionClosed_HoweverItEnds_FiresOnce(string end)
    {
        await using var loopback = await Loopback.OpenAsync();
        var fired = 0;
        loopback.Server.ConnectionClosed.Register(() => Interlocked.Increment(ref fired));

        if (end == "end") loopback.Client.Shutdown(SocketShutdown.Send);
        else if (end == "reset") loopback.ResetClient();
        else if (end == "abort") loopback.Server.Abort(_enough);
        else await loopback.Server.DisposeAsync();
        await Eventually.IsTrueAsync(() => Volatile.Read(ref fired) == 1, "the token fires");

        loopback.Client.Dispose();
        loopback.Server.Abort(_enough);
        await loopback.Server.DisposeAsync();
        loopback.Server.Abort(_enough);
        Assert.Equal(1, fired);
    }

    [Fact]
    public async Task ConnectionClosed_NothingHappens_DoesNotFire()
    {
        await using var loopback = await Loopback.OpenAsync();
        await loopback.Client.SendAsync(new byte[10], TestContext.Current.CancellationToken);
        await loopback.Output.WriteAsync(new byte[10], TestContext.Current.CancellationToken);
        await loopback.Input.ReadAsync(TestContext.Current.CancellationToken).InTimeAsync();

        Assert.False(loopback.Server.ConnectionClosed.IsCancellationRequested);
    }

    // Nobody is above the thread that fires it: thrown there, it would end the process.
    [Fact]
    public async Task ConnectionClosed_SomebodyThrows_TheOthersAreStillTold()
    {
        await using var loopback = await Loopback.OpenAsync();
        var told = new TaskCompletionSource();
        await using var first = loopback.Server.ConnectionClosed.Register(told.SetResult);
        await using var last = loopback.Server.ConnectionClosed.Register(() => throw new InvalidOperationException("A bad guest."));

        loopback.Server.Abort(_enough);

        await told.Task.InTimeAsync();
    }

    // Kestrel and the session abort with locks held that what waits may want on another thread.
    [Fact]
    public async Task Abort_SomebodyReadsAndFlushes_NeitherGoesOnWithinTheCall()
    {
        await using var loopback = await Loopback.OpenAsync(4096);
        var aborting = -1;
        var reading = ThreadAfterAsync(async () => await loopback.Input.ReadAsync(CancellationToken.None));
        var flushing = ThreadAfterAsync(async () => await loopback.FillOutput(new byte[10_000]));
        var thread = new Thread(() =>
        {
            aborting = Environment.CurrentManagedThreadId;
            loopback.Server.Abort(_enough);
        });

        thread.Start();
        thread.Join();

        Assert.NotEqual(aborting, await reading.InTimeAsync());
        Assert.NotEqual(aborting, await flushing.InTimeAsync());
    }

    [Fact]
    public async Task Abort_FromSeveralThreadsWhileItIsUsed_EndsReaderAndWriter()
    {
        for (var round = 0; round < 50; round++)
        {
            await using var loopback = await Loopback.OpenAsync(4096);
            var reading = Task.Run(async () => await loopback.Input.CopyToAsync(Stream.Null, CancellationToken.None), CancellationToken.None);
            var writing = Task.Run(() => WriteUntilNobodyReadsAsync(loopback), CancellationToken.None);
            await loopback.Client.ReceiveAsync(new byte[10_000], TestContext.Current.CancellationToken);

            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => loopback.Server.Abort(_enough), CancellationToken.None)));

            await Assert.ThrowsAsync<ConnectionResetException>(() => reading.InTimeAsync());
            await writing.InTimeAsync();
            await loopback.Server.DisposeAsync();
            await loopback.Memory.AssertAllReturnedAsync();
        }
    }

    [Fact]
    public async Task Dispose_WhileItIsUsed_EndsTheWriterAndReturnsEveryBlock()
    {
        for (var round = 0; round < 50; round++)
        {
            await using var loopback = await Loopback.OpenAsync(4096);
            var writing = Task.Run(() => WriteUntilNobodyReadsAsync(loopback), CancellationToken.None);
            await loopback.Client.ReceiveAsync(new byte[10_000], TestContext.Current.CancellationToken);

            await loopback.Server.DisposeAsync();

            await writing.InTimeAsync();
            await loopback.Memory.AssertAllReturnedAsync();
        }
    }

    [Fact]
    public async Task Features_SayWhoAndWithWhichMemory()
    {
        await using var loopback = await Loopback.OpenAsync();

        Assert.Equal(loopback.Client.LocalEndPoint, loopback.Server.RemoteEndPoint);
        Assert.Equal(loopback.Client.RemoteEndPoint, loopback.Server.LocalEndPoint);
        Assert.Same(loopback.Memory, loopback.Server.Features.Get<IMemoryPoolFeature>()!.MemoryPool);
        Assert.Same(loopback.Server.Transport, loopback.Server.Features.Get<IConnectionTransportFeature>()!.Transport);
    }

    private static async Task WriteUntilNobodyReadsAsync(Loopback loopback)
    {
        while (!(await loopback.Output.WriteAsync(new byte[10_000], CancellationToken.None)).IsCompleted)
        {
        }
    }

    private static async Task<int> ThreadAfterAsync(Func<Task> wait)
    {
        try
        {
            await wait().ConfigureAwait(false);
        }
        catch (ConnectionResetException)
        {
        }

        return Environment.CurrentManagedThreadId;
    }
}
