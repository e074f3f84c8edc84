using System.Net.Sockets;
using Duet.Server.Tests.Signaling.Upgrade;
using Duet.Server.Transport;
using Microsoft.AspNetCore.Connections;

namespace Duet.Server.Tests.Transport;

public sealed class SocketInputTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Read_RandomPiecesAndAdvances_SeesEveryByteInOrder(int seed)
    {
        await using var loopback = await Loopback.OpenAsync();
        var sent = RandomBytes.Make(seed, 400_000);
        var reading = new ReadPattern(loopback.Input, sent, new Random(seed)).ReadToEndAsync();

        await loopback.Client.SendInPiecesAsync(sent, new Random(-seed));
        loopback.Client.Shutdown(SocketShutdown.Send);

        await reading.InTimeAsync();
        await loopback.Memory.AssertAllReturnedAsync();
    }

    [Fact]
    public async Task TryRead_NothingIsThere_IsFalseAndHoldsNoBlock()
    {
        await using var loopback = await Loopback.OpenAsync();

        Assert.False(loopback.Input.TryRead(out _));
        Assert.Equal(0, loopback.Memory.Held);
    }

    [Fact]
    public async Task Read_EverythingWasConsumed_HoldsNoBlockWhileItWaits()
    {
        await using var loopback = await Loopback.OpenAsync();
        for (var round = 0; round < 3; round++)
        {
            var reading = loopback.Input.ReadAsync(CancellationToken.None).InTimeAsync();
            Assert.Equal(0, loopback.Memory.Held);
            await loopback.Client.SendAsync(new byte[100], TestContext.Current.CancellationToken);

            var result = await reading;
            Assert.Equal(100, result.Buffer.Length);
            Assert.Equal(1, loopback.Memory.Held);
            loopback.Input.AdvanceTo(result.Buffer.End);
        }

        await loopback.Memory.AssertAllReturnedAsync();
    }

    [Fact]
    public async Task Read_CompletedWhileItWaits_Fails()
    {
        using var socket = new UnwatchedSocket();
        using var memory = new CountingMemory();
        var input = new SocketInput(socket.Polled, memory);
        var reading = input.ReadAsync(CancellationToken.None).InTimeAsync();

        input.Complete();
        socket.Polled.Readable.Set();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => reading);
    }

    [Fact]
    public async Task Read_ToldOfNothing_GoesOnWaiting()
    {
        using var socket = new UnwatchedSocket();
        using var memory = new CountingMemory();
        var input = new SocketInput(socket.Polled, memory);
        var reading = input.ReadAsync(CancellationToken.None).InTimeAsync();

        socket.Polled.Readable.Set();
        Assert.False(reading.IsCompleted);
        Assert.Equal(0, memory.Held);

        await socket.Peer.SendAsync(new byte[10], TestContext.Current.CancellationToken);
        socket.Polled.Readable.Set();
        Assert.Equal(10, (await reading).Buffer.Length);
    }

    [Fact]
    public void Read_MessageAfterMessage_LeavesNothingToTheCollector()
    {
        const int Messages = 1_000;
        using var socket = new UnwatchedSocket();
        using var memory = new RecentlyUsedMemory();
        var input = new SocketInput(socket.Polled, memory);
        var received = 0L;
        void TakeOne()
        {
            socket.Peer.Send(new ReadOnlySpan<byte>([1]));
            var reading = input.ReadAsync(CancellationToken.None);
            if (!reading.IsCompleted) socket.Polled.Readable.Set();
            var buffer = reading.GetAwaiter().GetResult().Buffer;
            received += buffer.Length;
            input.AdvanceTo(buffer.End);
        }

        TakeOne();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Messages; i++) TakeOne();
        var perMessage = (GC.GetAllocatedBytesForCurrentThread() - before) / Messages;

        Assert.Equal((Messages + 1, 0L), (received, perMessage));
    }

    [Fact]
    public async Task Read_NotAllWasExamined_ReturnsTheRestAtOnce()
    {
        await using var loopback = await Loopback.OpenAsync();
        await loopback.Client.SendAsync(new byte[100], TestContext.Current.CancellationToken);
        var buffer = (await loopback.Input.ReadAsync(CancellationToken.None).InTimeAsync()).Buffer;
        loopback.Input.AdvanceTo(buffer.GetPosition(10), buffer.GetPosition(99));

        Assert.True(loopback.Input.TryRead(out var rest));
        Assert.Equal(90, rest.Buffer.Length);
    }

    [Fact]
    public async Task Read_AllWasExamined_WaitsForMoreAndHasBoth()
    {
        await using var loopback = await Loopback.OpenAsync();
        await loopback.Client.SendAsync(new byte[100], TestContext.Current.CancellationToken);
        var buffer = (await loopback.Input.ReadAsync(CancellationToken.None).InTimeAsync()).Buffer;
        loopback.Input.AdvanceTo(buffer.GetPosition(10), buffer.End);

        var reading = loopback.Input.ReadAsync(CancellationToken.None).InTimeAsync();
        Assert.False(loopback.Input.TryRead(out _));
        Assert.False(reading.IsCompleted);
        await loopback.Client.SendAsync(new byte[1], TestContext.Current.CancellationToken);

        Assert.Equal(91, (await reading).Buffer.Length);
    }

    [Fact]
    public async Task Advance_ToTheEndOfABlock_GoesOnWithTheNext()
    {
        await using var loopback = await Loopback.OpenAsync();
        var sent = RandomBytes.Make(1, CountingMemory.BlockBytes + 10);
        await loopback.Client.SendAsync(sent, TestContext.Current.CancellationToken);
        var buffer = (await loopback.Input.ReadAtLeastAsync(sent.Length, TestContext.Current.CancellationToken).InTimeAsync()).Buffer;
        loopback.Input.AdvanceTo(new SequencePosition(buffer.Start.GetObject(), CountingMemory.BlockBytes), buffer.Start);

        Assert.True(loopback.Input.TryRead(out var rest));
        Assert.Equal(sent[CountingMemory.BlockBytes..], rest.Buffer.FirstSpan.ToArray());
        Assert.Equal(1, loopback.Memory.Held);
    }

    // What the thread that polls does for one client, the others wait for.
    [Fact]
    public async Task TryRead_MoreIsThereThanIsFair_LeavesTheRestToAReadThatYields()
    {
        const int SentBytes = 600_000;
        await using var loopback = await Loopback.OpenAsync();
        await loopback.Client.SendAsync(new byte[SentBytes], TestContext.Current.CancellationToken).InTimeAsync();
        var first = await loopback.Input.ReadAsync(CancellationToken.None).InTimeAsync();
        var read = first.Buffer.Length;
        loopback.Input.AdvanceTo(first.Buffer.End);

        read += ReadWhatThereIs(loopback);
        Assert.InRange(read, 1, SentBytes / 2);

        while (read < SentBytes)
        {
            var more = await loopback.Input.ReadAsync(CancellationToken.None).InTimeAsync();
            read += more.Buffer.Length;
            loopback.Input.AdvanceTo(more.Buffer.End);
        }
    }

    [Fact]
    public async Task Read_PeerEnds_HasTheLastBytesAndSaysSoAgainAndAgain()
    {
        await using var loopback = await Loopback.OpenAsync();
        await loopback.Client.SendAsync(new byte[100], TestContext.Current.CancellationToken);
        loopback.Client.Dispose();

        var last = await loopback.Input.ReadAtLeastAsync(101, TestContext.Current.CancellationToken).InTimeAsync();
        Assert.True(last.IsCompleted);
        Assert.Equal(100, last.Buffer.Length);
        loopback.Input.AdvanceTo(last.Buffer.End);
        for (var i = 0; i < 2; i++)
        {
            Assert.True(loopback.Input.TryRead(out var over));
            Assert.True(over is { IsCompleted: true, IsCanceled: false, Buffer.IsEmpty: true });
            loopback.Input.AdvanceTo(over.Buffer.End);
        }

        await loopback.Memory.AssertAllReturnedAsync();
    }

    [Fact]
    public async Task Read_PeerEndsWhileItWaits_SaysSo()
    {
        await using var loopback = await Loopback.OpenAsync();
        var reading = loopback.Input.ReadAsync(CancellationToken.None).InTimeAsync();

        loopback.Client.Shutdown(SocketShutdown.Send);

        Assert.True((await reading).IsCompleted);
    }

    [Fact]
    public async Task Read_PeerResets_ThrowsAgainAndAgain()
    {
        await using var loopback = await Loopback.OpenAsync();
        var reading = loopback.Input.ReadAsync(CancellationToken.None).InTimeAsync();

        loopback.ResetClient();

        await Assert.ThrowsAsync<ConnectionResetException>(() => reading);
        Assert.Throws<ConnectionResetException>(() => loopback.Input.TryRead(out _));
        await Assert.ThrowsAsync<ConnectionResetException>(async () => await loopback.Input.ReadAsync(CancellationToken.None).InTimeAsync());
        await loopback.Memory.AssertAllReturnedAsync();
    }

    // Whoever asks the kernel first takes its error away.
    [Fact]
    public async Task Read_TheFlushWasToldOfTheReset_ThrowsAsWell()
    {
        await using var loopback = await Loopback.OpenAsync();
        loopback.ResetClient();
        await loopback.Server.ConnectionClosed.FiredAsync();
        while (!(await loopback.Output.WriteAsync(new byte[10], CancellationToken.None).InTimeAsync()).IsCompleted)
        {
        }

        await Assert.ThrowsAsync<ConnectionResetException>(async () => await loopback.Input.ReadAsync(CancellationToken.None).InTimeAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_Aborted_ThrowsAndKnowsWhy(bool isWaiting)
    {
        await using var loopback = await Loopback.OpenAsync();
        var reason = new ConnectionAbortedException("Enough.");
        var reading = isWaiting ? loopback.Input.ReadAsync(CancellationToken.None).InTimeAsync() : null;

        loopback.Server.Abort(reason);

        reading ??= Task.Run(async () => await loopback.Input.ReadAsync(CancellationToken.None).InTimeAsync(), CancellationToken.None);
        var fault = await Assert.ThrowsAsync<ConnectionResetException>(() => reading);
        Assert.Same(reason, fault.InnerException);
        Assert.Throws<ConnectionResetException>(() => loopback.Input.TryRead(out _));
    }

    [Fact]
    public async Task Read_DisposedWhileItWaits_Ends()
    {
        await using var loopback = await Loopback.OpenAsync();
        var reading = loopback.Input.ReadAsync(CancellationToken.None).InTimeAsync();

        await loopback.Server.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => reading);
    }

    [Fact]
    public async Task Complete_BytesAreLeft_ReturnsTheirBlocks()
    {
        await using var loopback = await Loopback.OpenAsync();
        await loopback.Client.SendAsync(new byte[10_000], TestContext.Current.CancellationToken);
        var buffer = (await loopback.Input.ReadAtLeastAsync(10_000, TestContext.Current.CancellationToken).InTimeAsync()).Buffer;
        loopback.Input.AdvanceTo(buffer.GetPosition(1), buffer.End);
        Assert.NotEqual(0, loopback.Memory.Held);

        await loopback.Input.CompleteAsync();
        await loopback.Server.DisposeAsync();

        await loopback.Memory.AssertAllReturnedAsync();
        Assert.Throws<ObjectDisposedException>(() => loopback.Input.TryRead(out _));
        Assert.Throws<ObjectDisposedException>(() => loopback.Input.AdvanceTo(buffer.End));
    }

    private static long ReadWhatThereIs(Loopback loopback)
    {
        var read = 0L;
        while (loopback.Input.TryRead(out var result))
        {
            read += result.Buffer.Length;
            loopback.Input.AdvanceTo(result.Buffer.End);
        }

        return read;
    }
}
