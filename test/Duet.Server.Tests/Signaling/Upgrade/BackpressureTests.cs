using System.Globalization;
using System.Net.WebSockets;
using Duet.Server.Signaling.Upgrade;

namespace Duet.Server.Tests.Signaling.Upgrade;

/// <summary>A client that does not read, and what waits for it.</summary>
public sealed class BackpressureTests
{
    private const int PauseWriterThreshold = 16;
    private static readonly string _long = new('x', 1000);

    [Fact]
    public async Task Ping_WhileAMessageIsStuck_IsAnsweredBehindItAndOnlyTheLatest()
    {
        await using var socket = new SocketInMemory(PauseWriterThreshold);
        var stuck = socket.Server.SendTextAsync(_long);
        await PingAsync(socket, "one", "two", "three");
        Assert.False(stuck.IsCompleted);

        Assert.Equal(_long, (await socket.ReadFrameAsync()).Text);
        var pong = await socket.ReadFrameAsync();
        Assert.Equal((FrameOpcode.Pong, "three"), (pong.Opcode, pong.Text));
        await stuck;

        await socket.Server.SendTextAsync("next");
        Assert.Equal("next", (await socket.ReadFrameAsync()).Text);
        Assert.False(socket.FromServer.TryRead(out _));
    }

    [Fact]
    public async Task Send_WhileAPongIsStuck_WaitsForItsTurn()
    {
        await using var socket = new SocketInMemory(PauseWriterThreshold);
        var first = new string('1', 100);
        await PingAsync(socket, first, "two", "three");
        var waiting = socket.Server.SendTextAsync("message");
        Assert.False(waiting.IsCompleted);

        Assert.Equal(first, (await socket.ReadFrameAsync()).Text);
        Assert.Equal("three", (await socket.ReadFrameAsync()).Text);
        Assert.Equal("message", (await socket.ReadFrameAsync()).Text);
        await waiting;
    }

    [Fact]
    public async Task Send_StuckWhenTheConnectionBreaks_Throws()
    {
        await using var socket = new SocketInMemory(PauseWriterThreshold);
        var stuck = socket.Server.SendTextAsync(_long);
        await PingAsync(socket, "one");

        await socket.FromServer.CompleteAsync();

        await Assert.ThrowsAsync<IOException>(() => stuck);
        await Assert.ThrowsAsync<IOException>(() => socket.Server.SendTextAsync("later"));
        await PingAsync(socket, "two");
    }

    [Fact]
    public async Task Send_WaitingWhenTheConnectionBreaks_Throws()
    {
        await using var socket = new SocketInMemory(PauseWriterThreshold);
        await PingAsync(socket, new string('1', 100));
        var waiting = socket.Server.SendTextAsync("message");
        Assert.False(waiting.IsCompleted);

        await socket.FromServer.CompleteAsync();

        await Assert.ThrowsAsync<IOException>(() => waiting);
        await Assert.ThrowsAsync<IOException>(() => socket.Server.SendTextAsync("later"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Abort_EndsAStuckOrWaitingSend(bool waitsForAPong)
    {
        await using var socket = new SocketInMemory(PauseWriterThreshold);
        if (waitsForAPong) await PingAsync(socket, new string('1', 100));
        var sending = socket.Server.SendTextAsync(_long);
        Assert.False(sending.IsCompleted);

        socket.Server.Abort();

        await Assert.ThrowsAsync<IOException>(() => sending);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.Server.SendTextAsync("later"));
    }

    [Fact]
    public async Task CloseOutput_WhileAPongIsStuck_ComesBehindIt()
    {
        await using var socket = new SocketInMemory(PauseWriterThreshold);
        await PingAsync(socket, new string('1', 100), "two");
        var closing = socket.Server.CloseOutputInTimeAsync(WebSocketCloseStatus.NormalClosure);
        Assert.False(closing.IsCompleted);

        Assert.Equal(100, (await socket.ReadFrameAsync()).Payload.Length);
        Assert.Equal("two", (await socket.ReadFrameAsync()).Text);
        Assert.Equal(1000, (await socket.ReadFrameAsync()).CloseStatus);
        await closing;
    }

    // RFC 6455 section 5.5.1: no data frame after a close frame.
    [Fact]
    public async Task Send_WaitingWhenTheClientBreaksTheProtocol_IsNotSentBehindTheClose()
    {
        await using var socket = new SocketInMemory(PauseWriterThreshold);
        await PingAsync(socket, new string('1', 100));
        var waiting = socket.Server.SendTextAsync("message");
        await socket.SendAsync(Convert.FromHexString("8100"));
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveMessageAsync());

        Assert.Equal(100, (await socket.ReadFrameAsync()).Payload.Length);
        Assert.Equal(1002, (await socket.ReadFrameAsync()).CloseStatus);
        await Assert.ThrowsAnyAsync<Exception>(() => waiting);
        Assert.False(socket.FromServer.TryRead(out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task SendAndPing_AtTheSameTime_NothingInterleavesAndTheLastPongComes(int seed)
    {
        const int Count = 300;
        await using var socket = new SocketInMemory(PauseWriterThreshold);
        var receiving = socket.ReceiveMessageAsync();
        var sending = SendAsync(socket, seed, Count);
        var pinging = PingAsync(socket, Count);

        var (messages, lastPong) = (0, -1);
        while (messages < Count || lastPong < Count - 1)
        {
            var frame = await socket.ReadFrameAsync();
            if (frame.Opcode is FrameOpcode.Pong)
            {
                var pong = int.Parse(frame.Text, CultureInfo.InvariantCulture);
                Assert.InRange(pong, lastPong + 1, Count - 1);
                lastPong = pong;
            }
            else
            {
                Assert.Matches($"^{messages++}:m*$", frame.Text);
            }
        }

        await sending;
        await pinging;
        await socket.SendAsync(ClientFrame.Text("end"));
        Assert.Equal("end", (await receiving).Text);
    }

    private static async Task SendAsync(SocketInMemory socket, int seed, int count)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++) await socket.Server.SendTextAsync($"{i}:{new string('m', random.Next(400))}");
    }

    private static async Task PingAsync(SocketInMemory socket, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await socket.SendAsync(ClientFrame.Ping(i.ToString(CultureInfo.InvariantCulture)));
            await Task.Yield();
        }
    }

    /// <summary>Pings, and returns when the server has seen all of them.</summary>
    private static async Task PingAsync(SocketInMemory socket, params string[] payloads)
    {
        await socket.SendAsync([.. payloads.Select(ClientFrame.Ping), ClientFrame.Text("seen")]);
        Assert.Equal("seen", (await socket.ReceiveMessageAsync()).Text);
    }
}
