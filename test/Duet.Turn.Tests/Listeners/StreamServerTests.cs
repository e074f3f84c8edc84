using System.Buffers.Binary;
using Duet.Stun;
using Duet.Turn.Tests.Listeners.Harness;
using Duet.Turn.Tests.Sockets.Harness;
using static Duet.Turn.Tests.Listeners.Harness.RunningServer;

namespace Duet.Turn.Tests.Listeners;

/// <summary>A whole server, clients over TCP and TLS, in memory as far as the connections go.</summary>
public sealed class StreamServerTests
{
    private const double FrameTimeout = 10;
    private const int MaxPayload = 65_535;

    [Theory, OnEachLayer]
    public async Task Channel_BetweenClientAndPeer_CarriesBothWays(Layer layer)
    {
        await using var server = new RunningServer(layer);
        using var client = Over(server.Connect());
        using var peer = new PlainSocket();
        Succeeded(await client.AllocateAsync());
        Succeeded(await client.BindAsync(0x4000, peer.Address));

        await client.SendAsync(0x4000, 1, 2, 3);
        var (relayed, payload) = peer.ReceiveFrom();
        peer.Send(relayed, 4, 5);

        Assert.Equal([1, 2, 3], payload);
        Assert.Equal([4, 5], (await client.ReceiveChannelDataAsync()).Payload);
    }

    [Theory, OnEachLayer]
    public async Task Data_BetweenAStreamAndAUdpClient_CarriesBothWays(Layer layer)
    {
        await using var server = new RunningServer(layer, Closed());
        using var stream = Over(server.Connect(isTls: true));
        using var udp = server.Udp("ben");
        Succeeded(await stream.AllocateAsync());
        Succeeded(await udp.AllocateAsync());
        Succeeded(await stream.BindAsync(0x4001, udp.Relayed[0]));
        Succeeded(await udp.PermitAsync("127.0.0.1"));

        for (byte i = 0; i < 50; i++)
        {
            await stream.SendAsync(0x4001, i);
            Assert.Equal([i], (await udp.ReceiveDataAsync()).Payload);
            await udp.SendAsync(stream.Relayed[0], i, i, i);
            Assert.Equal([i, i, i], (await stream.ReceiveChannelDataAsync()).Payload);
        }
    }

    [Fact]
    public async Task Message_InPieces_IsHandledOnceItIsWhole()
    {
        await using var server = new RunningServer(Layer.Portable);
        using var stream = server.Connect();
        var client = Over(stream);

        foreach (var piece in client.Request(StunMethod.Binding, isSigned: false)) await stream.WriteAsync(piece);

        Assert.True(StunMessage.TryRead(await stream.ReceiveAsync(), out var reply));
        Assert.Equal(StunClass.SuccessResponse, reply.Class);
    }

    [Fact]
    public async Task Messages_ManyAtOnce_AreAllAnswered()
    {
        await using var server = new RunningServer(Layer.Portable);
        using var stream = server.Connect();
        var client = Over(stream);

        await stream.WriteAsync([.. Enumerable.Range(0, 50).SelectMany(_ => client.Request(StunMethod.Binding, isSigned: false))]);

        for (var i = 0; i < 50; i++) Assert.True(StunMessage.TryRead(await stream.ReceiveAsync(), out _));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connection_Lost_EndsTheAllocation(bool isBroken)
    {
        await using var server = new RunningServer(Layer.Portable);
        using var stream = server.Connect();
        Succeeded(await Over(stream).AllocateAsync());
        Assert.Equal(1, server.Turn.AllocationCount);

        if (isBroken) stream.Break();
        else stream.HangUp();

        await stream.IsServedAsync();
        Assert.Equal(0, server.Turn.AllocationCount);
    }

    [Fact]
    public async Task Connection_ThatSaysNothing_IsClosedInTime()
    {
        await using var server = new RunningServer(Layer.Portable);
        using var stream = server.Connect();

        server.Wait(FrameTimeout + 1);

        await stream.IsServedAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(19)]
    public async Task Message_HalfSent_ClosesTheConnectionInTimeEvenWithAnAllocation(int bytes)
    {
        await using var server = new RunningServer(Layer.Portable);
        using var stream = server.Connect();
        var client = Over(stream);
        Succeeded(await client.AllocateAsync());

        await stream.WriteAsync(client.Request(StunMethod.Binding, isSigned: false)[..bytes]);
        server.Wait(FrameTimeout + 1);

        await stream.IsServedAsync();
        Assert.Equal(0, server.Turn.AllocationCount);
    }

    [Fact]
    public async Task Message_TrickledByteByByte_GetsNoMoreTimeForIt()
    {
        await using var server = new RunningServer(Layer.Portable);
        using var stream = server.Connect();
        var client = Over(stream);
        Succeeded(await client.AllocateAsync());

        foreach (var piece in client.Request(StunMethod.Binding, isSigned: false)[..3])
        {
            await stream.WriteAsync(piece);
            server.Wait(FrameTimeout * 0.4);
        }

        await stream.IsServedAsync();
    }

    [Fact]
    public async Task Data_WithoutAllocation_BuysNoTime()
    {
        await using var server = new RunningServer(Layer.Portable);
        using var stream = server.Connect();
        var client = Over(stream);

        for (var i = 0; i < 3; i++)
        {
            await client.SendAsync(0x4000);
            server.Wait(FrameTimeout * 0.4);
        }

        await stream.IsServedAsync();
    }

    [Fact]
    public async Task Request_ThatIsAnswered_BuysTime()
    {
        await using var server = new RunningServer(Layer.Portable);
        using var stream = server.Connect();
        var client = Over(stream);

        for (var i = 0; i < 4; i++)
        {
            Assert.NotNull((await client.BindingAsync()).Mapped);
            server.Wait(FrameTimeout * 0.9);
        }

        Assert.NotNull((await client.BindingAsync()).Mapped);
    }

    [Fact]
    public async Task Client_WithAnAllocation_MaySaySoLittleAsItKeepsAlive()
    {
        await using var server = new RunningServer(Layer.Portable);
        using var stream = server.Connect();
        using var silent = server.Connect();
        var client = Over(stream);
        Succeeded(await client.AllocateAsync());
        server.Wait(seconds: 590);
        await silent.IsServedAsync(); // The sweep was there.

        Succeeded(await client.RefreshAsync());
    }

    [Fact]
    public async Task Allocation_EndedWhileItsClientWasSilent_ClosesTheConnectionLater()
    {
        await using var server = new RunningServer(Layer.Portable);
        using var stream = server.Connect();
        Succeeded(await Over(stream).AllocateAsync());

        server.Wait(seconds: 601);
        await UntilAsync(() => server.Turn.AllocationCount == 0, "the allocation ends");
        for (var i = 0; i < 3; i++)
        {
            server.Wait(FrameTimeout + 1);
            await Task.Yield();
        }

        await UntilAsync(
            () =>
            {
                server.Wait(seconds: 1);
                return stream.Served.IsCompleted;
            },
            "the connection is closed");
    }

    [Theory]
    [InlineData("FF000000")] // Neither STUN nor ChannelData.
    [InlineData("160301010001")] // TLS without anybody who decrypts it.
    [InlineData("0001000121")] // A length that STUN never has.
    [InlineData("0001000000000000")] // No cookie.
    public async Task Stream_OfSomethingElse_IsClosedAtOnce(string beginning)
    {
        await using var server = new RunningServer(Layer.Portable);
        using var stream = server.Connect();

        await stream.WriteAsync([.. Convert.FromHexString(beginning), .. new byte[8]]);

        await stream.IsServedAsync();
    }

    [Fact]
    public async Task Stream_OfHttp_IsClosedInTime()
    {
        await using var server = new RunningServer(Layer.Portable);
        using var stream = server.Connect();

        await stream.WriteAsync([.. "GET / HTTP/1.1\r\n\r\n"u8]); // It reads as a channel's data that is not all there.
        server.Wait(FrameTimeout + 1);

        await stream.IsServedAsync();
    }

    [Fact]
    public async Task Frame_OfTheLargestSize_IsTakenAndTheConnectionGoesOn()
    {
        await using var server = new RunningServer(Layer.Portable);
        using var stream = server.Connect();
        using var peer = new PlainSocket();
        var client = Over(stream);
        Succeeded(await client.AllocateAsync());
        Succeeded(await client.BindAsync(0x4000, peer.Address));

        await client.SendAsync(0x4000, new byte[MaxPayload]); // More than a datagram takes: it is lost.
        await client.SendAsync(0x4000, new byte[1]);

        Assert.Single(peer.Receive());
        Assert.NotNull((await client.BindingAsync()).Mapped);
    }

    [Fact]
    public async Task Frame_StunOfTheLargestSize_IsTakenAndTheConnectionGoesOn()
    {
        await using var server = new RunningServer(Layer.Portable);
        using var stream = server.Connect();
        var client = Over(stream);
        var large = new byte[20 + 65_532];
        client.Request(StunMethod.Binding, isSigned: false).CopyTo(large, 0);
        BinaryPrimitives.WriteUInt16BigEndian(large.AsSpan(2), 65_532);

        await stream.WriteAsync(large);

        Assert.NotNull((await client.BindingAsync()).Mapped);
    }

    [Fact]
    public async Task Connections_MoreThanOneAddressMayHave_AreClosedAtOnce()
    {
        await using var server = new RunningServer(Layer.Portable);
        using var first = server.Connect("30.0.0.1:1");
        using var second = server.Connect("30.0.0.1:2");

        using var third = server.Connect("30.0.0.1:3");
        using var mapped = server.Connect("[::ffff:30.0.0.1]:4");
        using var other = server.Connect("30.0.0.2:1");

        await third.IsServedAsync();
        await mapped.IsServedAsync();
        Assert.NotNull((await Over(other).BindingAsync()).Mapped);
        first.HangUp();
        await first.IsServedAsync();
        using var next = server.Connect("30.0.0.1:5");
        Assert.NotNull((await Over(next).BindingAsync()).Mapped);
    }

    [Fact]
    public async Task Connections_OfOneIPv6Network_CountTogether()
    {
        await using var server = new RunningServer(Layer.Portable);
        using var first = server.Connect("[2a02::1]:1");
        using var second = server.Connect("[2a02::2]:1");

        using var third = server.Connect("[2a02::3]:1");
        using var other = server.Connect("[2a02:0:0:1::1]:1");

        await third.IsServedAsync();
        Assert.False(other.Served.IsCompleted);
    }

    [Fact]
    public async Task Reader_ThatReadsNothing_CostsBoundedMemoryAndHearsAgainLater()
    {
        await using var server = new RunningServer(Layer.Portable);
        using var stream = server.Connect(room: 4_096);
        using var peer = new PlainSocket();
        var client = Over(stream);
        using var other = server.Udp("ben");
        Succeeded(await client.AllocateAsync());
        Succeeded(await client.BindAsync(0x4000, peer.Address));
        for (var i = 0; i < 1_000; i++)
        {
            peer.Send(client.Relayed[0], new byte[1_200]);
            if (i % 20 == 0) await other.BindingAsync(); // No more at once than the server's buffer takes.
        }

        server.Wait(seconds: 0.3);
        await other.BindingAsync();
        peer.Send(client.Relayed[0], 42);

        var messages = 0;
        while ((await client.ReceiveChannelDataAsync()).Payload[0] != 42) messages++;
        Assert.InRange(messages, 1, 100); // What the connection itself had taken, and a batch or two that came at once.
        Assert.NotNull((await client.BindingAsync()).Mapped);
    }

    [Fact]
    public async Task RunAsync_Stopped_EndsEveryConnection()
    {
        var server = new RunningServer(Layer.Portable);
        using var stream = server.Connect();
        using var silent = server.Connect();
        Succeeded(await Over(stream).AllocateAsync());

        await server.DisposeAsync();

        await stream.IsServedAsync();
        await silent.IsServedAsync();
        using var late = server.Connect("30.0.0.9:1");
        await late.IsServedAsync();
        Assert.Equal(0, server.Turn.AllocationCount);
    }
}
