using System.Net.WebSockets;
using Duet.Server.Signaling.Upgrade;

namespace Duet.Server.Tests.Signaling.Upgrade;

public sealed class WatchTests
{
    private static readonly TimeSpan _pingInterval = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _pingTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task Watch_SilentForTheInterval_IsPinged()
    {
        await using var socket = new SocketInMemory();
        await WatchAsync(socket, _pingInterval - _moment);
        Assert.False(socket.FromServer.TryRead(out _));

        await WatchAsync(socket, _moment);

        var ping = await socket.ReadFrameAsync();
        Assert.Equal((FrameOpcode.Ping, 0), (ping.Opcode, ping.Payload.Length));
    }

    [Fact]
    public async Task Watch_PingOutstanding_SendsNoOther()
    {
        await using var socket = new SocketInMemory();
        await WatchAsync(socket, _pingInterval);
        await socket.ReadFrameAsync();

        await WatchAsync(socket, TimeSpan.Zero);
        await WatchAsync(socket, _pingTimeout / 2);
        await WatchAsync(socket, (_pingTimeout / 2) - _moment);

        Assert.False(socket.FromServer.TryRead(out _));
        Assert.False(socket.IsCut);
    }

    [Fact]
    public async Task Watch_PingUnanswered_CutsTheConnection()
    {
        await using var socket = new SocketInMemory();
        var waiting = socket.ReceiveAsync(Memory<byte>.Empty);
        await WatchAsync(socket, _pingInterval);
        await socket.ReadFrameAsync();
        await WatchAsync(socket, _pingTimeout - _moment);
        Assert.False(socket.IsCut);

        await WatchAsync(socket, _moment);

        Assert.True(socket.IsCut);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await WatchAsync(socket, _pingTimeout); // And says no more.
    }

    [Fact]
    public async Task Watch_PingAnswered_KeepsTheConnection()
    {
        await using var socket = new SocketInMemory();
        for (var round = 0; round < 10; round++)
        {
            await WatchAsync(socket, _pingInterval);
            Assert.Equal(FrameOpcode.Ping, (await socket.ReadFrameAsync()).Opcode);
            socket.Time.Advance(_pingTimeout - _moment);
            await HearAsync(socket, ClientFrame.Pong(""));
            await WatchAsync(socket, _pingInterval - _moment);
            Assert.False(socket.FromServer.TryRead(out _));
            await HearAsync(socket, ClientFrame.Pong("unasked"));
        }

        Assert.False(socket.IsCut);
        Assert.Equal(WebSocketState.Open, socket.Server.State);
    }

    [Fact]
    public async Task Watch_PingAnsweredInTheSameMoment_CountsAsAnswered()
    {
        await using var socket = new SocketInMemory();
        await WatchAsync(socket, _pingInterval);
        await HearAsync(socket, ClientFrame.Pong(""));

        await WatchAsync(socket, _pingTimeout);

        Assert.False(socket.IsCut);
    }

    [Fact]
    public async Task Watch_ClientThatSpeaks_IsNotPinged()
    {
        await using var socket = new SocketInMemory();
        for (var round = 0; round < 10; round++)
        {
            await HearAsync(socket);
            await WatchAsync(socket, _pingInterval - _moment);
        }

        Assert.False(socket.FromServer.TryRead(out _));
    }

    [Fact]
    public async Task Watch_ClientThatNeverReads_IsCutWithItsPingStillWaiting()
    {
        await using var socket = new SocketInMemory(pauseWriterThreshold: 16);
        var stuck = socket.Server.SendBinaryAsync(new byte[1000]);
        await WatchAsync(socket, _pingInterval);
        await WatchAsync(socket, _pingTimeout);

        Assert.True(socket.IsCut);
        await Assert.ThrowsAsync<IOException>(() => stuck);
    }

    [Fact]
    public async Task Watch_AfterTheClose_DoesNothing()
    {
        await using var socket = new SocketInMemory();
        await socket.Server.CloseOutputInTimeAsync(WebSocketCloseStatus.NormalClosure);
        await WatchAsync(socket, _pingInterval);
        await WatchAsync(socket, _pingTimeout);

        Assert.False(socket.IsCut);
        Assert.Equal(FrameOpcode.Close, (await socket.ReadFrameAsync()).Opcode);
        Assert.False(socket.FromServer.TryRead(out _));
    }

    private static async Task WatchAsync(SocketInMemory socket, TimeSpan after)
    {
        socket.Time.Advance(after);
        await socket.Server.WatchAsync(_pingInterval, _pingTimeout).InTimeAsync();
    }

    /// <summary>Sends frames and a message behind them, and returns when the server has heard it.</summary>
    private static async Task HearAsync(SocketInMemory socket, params byte[][] frames)
    {
        await socket.SendAsync([.. frames, ClientFrame.Text("heard")]);
        Assert.Equal("heard", (await socket.ReceiveMessageAsync()).Text);
    }
}
