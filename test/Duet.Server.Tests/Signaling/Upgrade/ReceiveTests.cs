using System.Net.WebSockets;
using Duet.Server.Signaling.Upgrade;

namespace Duet.Server.Tests.Signaling.Upgrade;

public sealed class ReceiveTests
{
    [Fact]
    public async Task Receive_FragmentsWithControlFramesBetweenThem_IsOneMessage()
    {
        await using var socket = new SocketInMemory();
        await socket.SendAsync(
            ClientFrame.Text("Hel", isFinal: false), ClientFrame.Ping("p"), ClientFrame.Continuation("", isFinal: false),
            ClientFrame.Pong(""), ClientFrame.Continuation("lo"), ClientFrame.Text("next"));

        var message = await socket.ReceiveMessageAsync();

        Assert.Equal(WebSocketMessageType.Text, message.Type);
        Assert.Equal("Hello", message.Text);
        var pong = await socket.ReadFrameAsync();
        Assert.Equal((FrameOpcode.Pong, "p"), (pong.Opcode, pong.Text));
        Assert.Equal("next", (await socket.ReceiveMessageAsync()).Text);
    }

    [Fact]
    public async Task Receive_BufferSmallerThanTheMessage_GivesItInParts()
    {
        await using var socket = new SocketInMemory();
        await socket.SendAsync(ClientFrame.Text("0123456789"), ClientFrame.Of(FrameOpcode.Binary, [1]));

        Assert.Equal("0123456789", (await socket.ReceiveMessageAsync(bufferBytes: 3)).Text);
        Assert.Equal(WebSocketMessageType.Binary, (await socket.ReceiveMessageAsync(bufferBytes: 3)).Type);
    }

    [Fact]
    public async Task Receive_ZeroByteBuffer_WaitsAndTakesNothing()
    {
        await using var socket = new SocketInMemory();
        var waiting = socket.ReceiveAsync(Memory<byte>.Empty);
        await socket.SendAsync(ClientFrame.Ping("p"));
        Assert.Equal("p", (await socket.ReadFrameAsync()).Text);
        Assert.False(waiting.IsCompleted);

        await socket.SendAsync(ClientFrame.Text("Hello"));

        Assert.Equal(new ValueWebSocketReceiveResult(0, WebSocketMessageType.Text, false), await waiting);
        Assert.Equal(new ValueWebSocketReceiveResult(0, WebSocketMessageType.Text, false), await socket.ReceiveAsync(Memory<byte>.Empty));
        Assert.Equal("Hello", (await socket.ReceiveMessageAsync()).Text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task Receive_EmptyMessage_EndsAtOnceAndOnlyOnce(int bufferBytes)
    {
        await using var socket = new SocketInMemory();
        var waiting = socket.ReceiveAsync(new byte[bufferBytes]);

        await socket.SendAsync(ClientFrame.Text(""));
        Assert.Equal(new ValueWebSocketReceiveResult(0, WebSocketMessageType.Text, true), await waiting);

        await socket.SendAsync(ClientFrame.Of(FrameOpcode.Binary, []), ClientFrame.Text("next"));
        Assert.Equal(new ValueWebSocketReceiveResult(0, WebSocketMessageType.Binary, true), await socket.ReceiveAsync(new byte[bufferBytes]));
        Assert.Equal("next", (await socket.ReceiveMessageAsync()).Text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    public async Task Receive_Ping_IsAnsweredWithTheSamePayload(int payloadBytes)
    {
        await using var socket = new SocketInMemory();
        var payload = new byte[payloadBytes];
        new Random(payloadBytes).NextBytes(payload);
        var waiting = socket.ReceiveMessageAsync();

        await socket.SendAsync(ClientFrame.Of(FrameOpcode.Ping, payload));
        var pong = await socket.ReadFrameAsync();
        await socket.SendAsync(ClientFrame.Text("next"));

        Assert.Equal(FrameOpcode.Pong, pong.Opcode);
        Assert.Equal(payload, pong.Payload);
        Assert.Equal("next", (await waiting).Text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task Receive_PongAlone_IsTakenWithoutAWord(int payloadBytes)
    {
        await using var socket = new SocketInMemory();
        var waiting = socket.ReceiveMessageAsync();
        await socket.SendAsync(ClientFrame.Of(FrameOpcode.Pong, new byte[payloadBytes]));
        await socket.SendAsync(ClientFrame.Text("next"));

        Assert.Equal("next", (await waiting).Text);
        Assert.False(socket.FromServer.TryRead(out _));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 9)]
    [InlineData(4, 40)]
    [InlineData(5, 700)]
    public async Task Receive_AnySplitOfTheBytes_GivesTheSameMessages(int seed, int maxChunkBytes)
    {
        var random = new Random(seed);
        await using var socket = new SocketInMemory(pauseWriterThreshold: 0);
        List<byte[]> messages = [.. Enumerable.Range(0, 40).Select(_ => RandomBytes(random, random.Next(4) == 0 ? random.Next(3000) : random.Next(140)))];
        List<byte[]> pings = [];
        var wire = messages.SelectMany(message => Fragments(random, message, pings)).ToArray();
        var received = ReceiveAsync(socket, messages.Count);

        var chunks = new Random(-seed);
        for (var sent = 0; sent < wire.Length;)
        {
            var count = Math.Min(chunks.Next(1, maxChunkBytes + 1), wire.Length - sent);
            await socket.SendAsync(wire[sent..(sent + count)]);
            sent += count;
        }

        Assert.Equal(messages, await received);
        foreach (var ping in pings) Assert.Equal(ping, (await socket.ReadFrameAsync()).Payload);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Receive_ConnectionEndsAnywhere_Throws(bool endsWhileItWaits)
    {
        byte[] wire = [
            .. ClientFrame.Text("Hel", isFinal: false), .. ClientFrame.Ping("abc"), .. ClientFrame.Ping(""),
            .. ClientFrame.Of(FrameOpcode.Continuation, new byte[200])];
        for (var length = 0; length < wire.Length; length++)
        {
            await using var socket = new SocketInMemory();
            await socket.SendAsync(wire[..length]);
            if (!endsWhileItWaits) await socket.ToServer.CompleteAsync();
            var receiving = socket.ReceiveMessageAsync();
            if (endsWhileItWaits) await socket.ToServer.CompleteAsync();

            var over = await Assert.ThrowsAsync<WebSocketException>(() => receiving);
            Assert.Equal(WebSocketError.ConnectionClosedPrematurely, over.WebSocketErrorCode);
        }
    }

    [Fact]
    public async Task Receive_ConnectionEndsBehindAMessage_GivesTheMessageFirst()
    {
        await using var socket = new SocketInMemory();
        await socket.SendAsync(ClientFrame.Text("Hello"), ClientFrame.Ping(""));
        await socket.ToServer.CompleteAsync();

        Assert.Equal("Hello", (await socket.ReceiveMessageAsync()).Text);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveMessageAsync());
    }

    [Theory]
    [InlineData("unmasked", "810548656c6c6f")]
    [InlineData("continuation without a beginning", "808000000000")]
    [InlineData("text within a fragmented message", "018000000000818000000000")]
    [InlineData("binary within a fragmented message", "0181000000004182800000000000")]
    [InlineData("reserved bit", "c18000000000")]
    [InlineData("unknown opcode", "838000000000")]
    [InlineData("fragmented ping", "098000000000")]
    [InlineData("long close", "88fe007e00000000")]
    [InlineData("length with the top bit", "82ff800000000000000000000000")]
    [InlineData("close with one byte", "88810000000003")]
    public async Task Receive_BrokenProtocol_FailsTheConnectionWith1002(string what, string wire)
    {
        Assert.NotEmpty(what);
        await using var socket = new SocketInMemory();
        await socket.SendAsync(Convert.FromHexString(wire));

        var fault = await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveMessageAsync());

        Assert.Equal(WebSocketError.Faulted, fault.WebSocketErrorCode);
        Assert.Equal(WebSocketState.Aborted, socket.Server.State);
        var close = await socket.ReadFrameAsync();
        Assert.Equal((FrameOpcode.Close, 1002), (close.Opcode, close.CloseStatus));
        await Assert.ThrowsAsync<WebSocketException>(() => socket.Server.SendTextAsync("late"));
    }

    [Fact]
    public async Task Receive_RandomBytes_EndsWithAnExceptionOrAClose()
    {
        var random = new Random(6455);
        for (var round = 0; round < 500; round++)
        {
            await using var socket = new SocketInMemory(pauseWriterThreshold: 0);
            byte[][] frames = [.. Enumerable.Range(0, 5).Select(_ => ClientFrame.Of(
                (FrameOpcode)(random.Next(3) == 0 ? 9 : random.Next(3)), RandomBytes(random, random.Next(130)), random.Next(3) > 0))];
            var wire = frames.SelectMany(frame => frame).ToArray();
            for (var flips = random.Next(4); flips > 0; flips--) wire[random.Next(wire.Length)] = (byte)random.Next(256);
            await socket.SendAsync(wire);
            await socket.ToServer.CompleteAsync();

            try
            {
                while ((await socket.ReceiveMessageAsync()).Type is not WebSocketMessageType.Close)
                {
                }
            }
            catch (WebSocketException)
            {
                // Nothing else may be thrown.
            }
        }
    }

    [Fact]
    public async Task Abort_EndsAPendingReceive()
    {
        await using var socket = new SocketInMemory();
        var waiting = socket.ReceiveAsync(Memory<byte>.Empty);
        await socket.SendAsync(ClientFrame.Ping(""));
        await socket.ReadFrameAsync();

        socket.Server.Abort();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.True(socket.IsCut);
        Assert.Equal(WebSocketState.Aborted, socket.Server.State);
    }

    private static async Task<List<byte[]>> ReceiveAsync(SocketInMemory socket, int count)
    {
        List<byte[]> all = [];
        while (all.Count < count) all.Add((await socket.ReceiveMessageAsync(all.Count % 2 == 0 ? 7 : 4096)).Bytes);
        return all;
    }

    private static IEnumerable<byte> Fragments(Random random, byte[] message, List<byte[]> pings)
    {
        List<byte> wire = [];
        var opcode = FrameOpcode.Binary;
        var rest = message;
        while (true)
        {
            if (random.Next(3) == 0)
            {
                pings.Add(RandomBytes(random, random.Next(2) * random.Next(126)));
                wire.AddRange(ClientFrame.Of(FrameOpcode.Ping, pings[^1]));
            }

            var isFinal = random.Next(2) == 0;
            var count = isFinal ? rest.Length : random.Next(rest.Length + 1);
            wire.AddRange(ClientFrame.Of(opcode, rest.AsSpan(0, count), isFinal));
            if (isFinal) return wire;

            rest = rest[count..];
            opcode = FrameOpcode.Continuation;
        }
    }

    private static byte[] RandomBytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
