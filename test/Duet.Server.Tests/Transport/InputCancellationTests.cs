using Duet.Server.Tests.Signaling.Upgrade;
using Duet.Server.Transport;

namespace Duet.Server.Tests.Transport;

public sealed class InputCancellationTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CancelPendingRead_EndsOneReadAndLosesNothing(bool isWaiting)
    {
        await using var loopback = await Loopback.OpenAsync();
        var reading = isWaiting ? loopback.Input.ReadAsync(CancellationToken.None).InTimeAsync() : null;

        loopback.Input.CancelPendingRead();

        reading ??= loopback.Input.ReadAsync(CancellationToken.None).InTimeAsync();
        var canceled = await reading;
        Assert.True(canceled is { IsCanceled: true, IsCompleted: false, Buffer.IsEmpty: true });
        loopback.Input.AdvanceTo(canceled.Buffer.End);
        Assert.False(loopback.Input.TryRead(out _));
        await loopback.Client.SendAsync(new byte[100], TestContext.Current.CancellationToken);
        var next = await loopback.Input.ReadAsync(CancellationToken.None).InTimeAsync();
        Assert.Equal((false, 100L), (next.IsCanceled, next.Buffer.Length));
    }

    [Fact]
    public async Task CancelPendingRead_ExaminedBytesAreHeld_HasThemWithIt()
    {
        await using var loopback = await Loopback.OpenAsync();
        await loopback.Client.SendAsync(new byte[100], TestContext.Current.CancellationToken);
        var buffer = (await loopback.Input.ReadAsync(CancellationToken.None).InTimeAsync()).Buffer;
        loopback.Input.AdvanceTo(buffer.Start, buffer.End);

        loopback.Input.CancelPendingRead();

        Assert.True(loopback.Input.TryRead(out var canceled));
        Assert.Equal((true, 100L), (canceled.IsCanceled, canceled.Buffer.Length));
    }

    [Fact]
    public async Task CancelPendingRead_JustBeforeTheSocketIsTried_IsNotMissed()
    {
        using var socket = new UnwatchedSocket();
        using var memory = new CountingMemory();
        var input = new SocketInput(socket.Polled, memory);
        socket.Polled.Readable.Set();
        memory.Renting = () =>
        {
            socket.Polled.Readable.Clear();
            input.CancelPendingRead();
            SpinWait.SpinUntil(() => socket.Polled.Readable.IsSet, _patience);
        };

        Assert.True((await input.ReadAsync(CancellationToken.None).InTimeAsync()).IsCanceled);
    }

    [Fact]
    public async Task Token_CanceledWhileItWaits_ThrowsAndLosesNothing()
    {
        await using var loopback = await Loopback.OpenAsync();
        for (var round = 0; round < 3; round++)
        {
            using var cancellation = new CancellationTokenSource();
            var reading = loopback.Input.ReadAsync(cancellation.Token).InTimeAsync();

            await cancellation.CancelAsync();

            var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
            Assert.Equal(cancellation.Token, canceled.CancellationToken);
        }

        await loopback.Client.SendAsync(new byte[100], TestContext.Current.CancellationToken);
        Assert.Equal(100, (await loopback.Input.ReadAsync(CancellationToken.None).InTimeAsync()).Buffer.Length);
    }

    [Fact]
    public async Task Token_CanceledBefore_TheTaskSaysSo()
    {
        await using var loopback = await Loopback.OpenAsync();

        Assert.True(loopback.Input.ReadAsync(new CancellationToken(canceled: true)).AsTask().IsCanceled);
    }

    [Fact]
    public async Task Token_CanceledAfterwards_ChangesNothing()
    {
        await using var loopback = await Loopback.OpenAsync();
        using var cancellation = new CancellationTokenSource();
        var first = loopback.Input.ReadAsync(cancellation.Token).InTimeAsync();
        await loopback.Client.SendAsync(new byte[100], TestContext.Current.CancellationToken);
        loopback.Input.AdvanceTo((await first).Buffer.End);
        var second = loopback.Input.ReadAsync(CancellationToken.None).InTimeAsync();

        await cancellation.CancelAsync();
        await loopback.Client.SendAsync(new byte[50], TestContext.Current.CancellationToken);

        Assert.Equal(50, (await second).Buffer.Length);
    }
}
