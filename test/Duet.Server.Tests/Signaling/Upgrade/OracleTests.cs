using System.Net.WebSockets;
using Duet.Server.Signaling.Upgrade;

namespace Duet.Server.Tests.Signaling.Upgrade;

/// <summary>.NET's own WebSocket is the client.</summary>
public sealed class OracleTests
{
    public static TheoryData<int> Sizes => [0, 1, 15, 16, 17, 124, 125, 126, 127, 4096, 65535, 65536, 65537, 300_000];

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Receive_MessageOfTheOracle_IsWhatWasSent(int payloadBytes)
    {
        await using var socket = new SocketInMemory();
        using var client = socket.CreateClient();
        var payload = Payload(payloadBytes);

        await client.SendBinaryAsync(payload);
        await client.SendTextAsync("next");

        var message = await socket.ReceiveMessageAsync();
        Assert.Equal(WebSocketMessageType.Binary, message.Type);
        Assert.Equal(payload, message.Bytes);
        Assert.Equal("next", (await socket.ReceiveMessageAsync()).Text);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Send_ToTheOracle_IsWhatWasSent(int payloadBytes)
    {
        await using var socket = new SocketInMemory();
        using var client = socket.CreateClient();
        var payload = Payload(payloadBytes);
        var sending = SendBothAsync(socket.Server, payload);

        var message = await client.ReceiveMessageAsync();
        Assert.Equal(WebSocketMessageType.Binary, message.Type);
        Assert.Equal(payload, message.Bytes);
        Assert.Equal("next", (await client.ReceiveMessageAsync()).Text);
        await sending;
    }

    [Fact]
    public async Task Receive_FragmentsOfTheOracle_IsOneMessage()
    {
        await using var socket = new SocketInMemory();
        using var client = socket.CreateClient();
        await client.SendTextAsync("Hel", endOfMessage: false);
        await client.SendTextAsync("lo", endOfMessage: false);
        await client.SendTextAsync("");

        Assert.Equal("Hello", (await socket.ReceiveMessageAsync()).Text);
    }

    [Fact]
    public async Task Close_ByTheClient_ShakesHands()
    {
        await using var socket = new SocketInMemory();
        using var client = socket.CreateClient();
        var closing = client.CloseInTimeAsync(WebSocketCloseStatus.EndpointUnavailable, "bye");

        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(Memory<byte>.Empty)).MessageType);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, socket.Server.CloseStatus);
        Assert.Equal(WebSocketState.CloseReceived, socket.Server.State);
        await socket.Server.CloseOutputInTimeAsync(WebSocketCloseStatus.NormalClosure, "so long");
        await socket.ToServer.CompleteAsync();
        await closing;

        Assert.Equal(WebSocketState.Closed, socket.Server.State);
        Assert.Equal(WebSocketState.Closed, client.State);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.CloseStatus);
        Assert.Equal("so long", client.CloseStatusDescription);
    }

    [Fact]
    public async Task Close_WithoutAStatus_IsEmpty()
    {
        await using var socket = new SocketInMemory();
        using var client = socket.CreateClient();
        await client.CloseOutputInTimeAsync(WebSocketCloseStatus.Empty);

        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(new byte[10])).MessageType);
        Assert.Equal(WebSocketCloseStatus.Empty, socket.Server.CloseStatus);
        await socket.Server.CloseOutputInTimeAsync(WebSocketCloseStatus.Empty);

        // The oracle calls this a normal closure, so look at the frame itself.
        var close = await socket.ReadFrameAsync();
        Assert.Equal((FrameOpcode.Close, 0), (close.Opcode, close.Payload.Length));
    }

    [Fact]
    public async Task CloseOutput_ByTheServer_ShakesHandsAndStillReceives()
    {
        await using var socket = new SocketInMemory();
        using var client = socket.CreateClient();
        await socket.Server.CloseOutputInTimeAsync(WebSocketCloseStatus.PolicyViolation, "enough");
        Assert.Equal(WebSocketState.CloseSent, socket.Server.State);
        await client.SendTextAsync("late");

        Assert.Equal(WebSocketMessageType.Close, (await client.ReceiveMessageAsync()).Type);
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, client.CloseStatus);
        Assert.Equal("enough", client.CloseStatusDescription);
        await client.CloseOutputInTimeAsync(WebSocketCloseStatus.NormalClosure);

        Assert.Equal("late", (await socket.ReceiveMessageAsync()).Text);
        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(new byte[10])).MessageType);
        Assert.Equal(WebSocketState.Closed, socket.Server.State);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.Server.CloseStatus);
    }

    [Fact]
    public async Task Close_ByTheServer_PassesOverWhatStillComes()
    {
        await using var socket = new SocketInMemory();
        using var client = socket.CreateClient();
        await client.SendBinaryAsync(Payload(1000));
        var closing = socket.Server.CloseInTimeAsync(WebSocketCloseStatus.NormalClosure);

        Assert.Equal(WebSocketMessageType.Close, (await client.ReceiveMessageAsync()).Type);
        await client.CloseOutputInTimeAsync(WebSocketCloseStatus.NormalClosure);
        await closing;

        Assert.Equal(WebSocketState.Closed, socket.Server.State);
    }

    [Fact]
    public async Task Send_AfterTheClose_Throws()
    {
        await using var socket = new SocketInMemory();
        await socket.Server.CloseOutputInTimeAsync(WebSocketCloseStatus.NormalClosure);

        await Assert.ThrowsAsync<WebSocketException>(() => socket.Server.SendTextAsync("late"));
        await Assert.ThrowsAsync<WebSocketException>(() => socket.Server.CloseOutputInTimeAsync(WebSocketCloseStatus.NormalClosure));
        Assert.Equal(FrameOpcode.Close, (await socket.ReadFrameAsync()).Opcode);
        Assert.False(socket.FromServer.TryRead(out _));
    }

    [Fact]
    public async Task Send_AfterTheClientsClose_IsStillSent()
    {
        await using var socket = new SocketInMemory();
        await socket.SendAsync(ClientFrame.Close(1001));
        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(Memory<byte>.Empty)).MessageType);

        await socket.Server.SendTextAsync("last");

        Assert.Equal("last", (await socket.ReadFrameAsync()).Text);
    }

    private static async Task SendBothAsync(ConnectionWebSocket server, byte[] payload)
    {
        await server.SendBinaryAsync(payload);
        await server.SendTextAsync("next");
    }

    private static byte[] Payload(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }
}
