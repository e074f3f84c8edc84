using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Duet.FirstFrame.Delay;

namespace Duet.FirstFrame.Tests.Delay;

/// <summary>Over real sockets. That nothing comes too early is asserted; how late it comes, a busy machine decides.</summary>
public sealed class DelayProxyTests : IDisposable
{
    private static readonly TimeSpan _roundTrip = TimeSpan.FromMilliseconds(20);

    // The kernel's clock for sleeping and the one for measuring may differ by this much.
    private static readonly TimeSpan _clockError = TimeSpan.FromMilliseconds(0.5);

    private readonly CancellationTokenSource _patience = new(ProxiedServer.Patience);

    private CancellationToken Stopping => _patience.Token;

    public void Dispose() => _patience.Dispose();

    [Fact]
    public async Task Datagrams_ThereAndBack_TakeTheRoundTripAtLeast()
    {
        await using var server = new ProxiedServer(_roundTrip);
        using var client = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));

        var sent = Stopwatch.GetTimestamp();
        await client.SendAsync(new byte[] { 1 }, server.UdpProxy, Stopping);
        var request = await server.Udp.ReceiveAsync(Stopping);
        var there = Stopwatch.GetElapsedTime(sent);
        await server.Udp.SendAsync(request.Buffer, request.RemoteEndPoint, Stopping);
        await client.ReceiveAsync(Stopping);

        Assert.True(there >= (_roundTrip / 2) - _clockError, $"there after {there.TotalMilliseconds} ms");
        Assert.True(Stopwatch.GetElapsedTime(sent) >= _roundTrip - _clockError);
    }

    [Fact]
    public async Task Datagrams_ManyAtOnce_KeepTheirOrder()
    {
        const int Count = 100; // what a socket's buffer surely holds when all of them come in one moment
        await using var server = new ProxiedServer(_roundTrip);
        using var client = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));

        for (var number = 0; number < Count; number++) await client.SendAsync(Datagram(number), server.UdpProxy, Stopping);

        for (var number = 0; number < Count; number++)
            Assert.Equal(number, BinaryPrimitives.ReadInt32BigEndian((await server.Udp.ReceiveAsync(Stopping)).Buffer));
    }

    [Fact]
    public async Task Datagrams_OfTwoClients_AreAnsweredToEach()
    {
        await using var server = new ProxiedServer(_roundTrip);
        using var anna = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var ben = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));

        await anna.SendAsync(new byte[] { 1 }, server.UdpProxy, Stopping);
        await ben.SendAsync(new byte[] { 2 }, server.UdpProxy, Stopping);
        for (var count = 0; count < 2; count++)
        {
            var request = await server.Udp.ReceiveAsync(Stopping);
            await server.Udp.SendAsync(request.Buffer, request.RemoteEndPoint, Stopping);
        }

        Assert.Equal([1], (await anna.ReceiveAsync(Stopping)).Buffer);
        Assert.Equal([2], (await ben.ReceiveAsync(Stopping)).Buffer);
    }

    [Fact]
    public async Task Connection_FirstBytes_TakeThatOfTheHandshakeAndTheirOwn()
    {
        await using var server = new ProxiedServer(_roundTrip);
        var began = Stopwatch.GetTimestamp();

        var (client, accepted) = await server.ConnectAsync(Stopping);
        using var both = Both(client, accepted);
        await client.GetStream().WriteAsync(new byte[] { 1 }, Stopping);
        await accepted.GetStream().ReadExactlyAsync(new byte[1], Stopping);

        // A round trip until the client could have sent, and half of one for what it sent.
        Assert.True(Stopwatch.GetElapsedTime(began) >= (1.5 * _roundTrip) - _clockError);
    }

    [Fact]
    public async Task Connection_ALotOfBytes_ArriveAsTheyWere()
    {
        await using var server = new ProxiedServer(_roundTrip);
        var (client, accepted) = await server.ConnectAsync(Stopping);
        using var both = Both(client, accepted);
        var bytes = new byte[300_000];
        for (var index = 0; index < bytes.Length; index++) bytes[index] = (byte)(index * 31 / 7);

        var sending = accepted.GetStream().WriteAsync(bytes, Stopping);
        var received = new byte[bytes.Length];
        await client.GetStream().ReadExactlyAsync(received, Stopping);
        await sending;

        Assert.Equal(bytes, received);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connection_OneSideSendsNoMore_TheOtherReadsItsEndAndMayGoOn(bool isClient)
    {
        await using var server = new ProxiedServer(_roundTrip);
        var (client, accepted) = await server.ConnectAsync(Stopping);
        using var both = Both(client, accepted);
        var (ending, other) = isClient ? (client.Client, accepted.Client) : (accepted.Client, client.Client);
        var buffer = new byte[2];

        await ending.SendAsync(new byte[] { 1 }, Stopping);
        ending.Shutdown(SocketShutdown.Send);

        Assert.Equal(1, await other.ReceiveAsync(buffer, Stopping));
        Assert.Equal(0, await other.ReceiveAsync(buffer, Stopping));
        await other.SendAsync(new byte[] { 2 }, Stopping);
        Assert.Equal(1, await ending.ReceiveAsync(buffer, Stopping));
    }

    [Fact]
    public async Task Connection_Reset_EndsTheOtherSideToo()
    {
        await using var server = new ProxiedServer(_roundTrip);
        var (client, accepted) = await server.ConnectAsync(Stopping);
        using var both = Both(client, accepted);
        await client.GetStream().WriteAsync(new byte[] { 1 }, Stopping);
        await accepted.GetStream().ReadExactlyAsync(new byte[1], Stopping);

        client.Client.LingerState = new LingerOption(enable: true, seconds: 0);
        client.Close();

        Assert.True(await HasEndedAsync(accepted));
    }

    [Fact]
    public async Task Connection_NobodyListens_IsClosed()
    {
        await using var server = new ProxiedServer(_roundTrip);
        server.StopListening();
        using var client = new TcpClient();

        await client.ConnectAsync(server.TcpProxy, Stopping);

        Assert.True(await HasEndedAsync(client));
    }

    [Fact]
    public async Task Proxy_Disposed_ClosesItsConnections()
    {
        var server = new ProxiedServer(_roundTrip);
        var (client, accepted) = await server.ConnectAsync(Stopping);
        using var both = Both(client, accepted);

        await server.DisposeAsync();

        Assert.True(await HasEndedAsync(client));
        Assert.True(await HasEndedAsync(accepted));
    }

    [Fact]
    public async Task Packets_OfBothDirections_AreSeen()
    {
        var seen = new List<SeenPacket>();
        await using var server = new ProxiedServer(_roundTrip, packet =>
        {
            lock (seen) seen.Add(packet);
        });
        using var client = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));

        await client.SendAsync(new byte[] { 1 }, server.UdpProxy, Stopping);
        var request = await server.Udp.ReceiveAsync(Stopping);
        await server.Udp.SendAsync(new byte[] { 2 }, request.RemoteEndPoint, Stopping);
        await client.ReceiveAsync(Stopping);

        Assert.Equal([(true, 1), (false, 2)], seen.Select(packet => (packet.IsFromClient, (int)packet.Bytes.Span[0])));
        Assert.Single(seen.Select(packet => packet.Flow).Distinct());
    }

    private static byte[] Datagram(int number)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private async Task<bool> HasEndedAsync(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[1], Stopping) == 0;
        }
        catch (IOException)
        {
            return true; // reset
        }
    }

    private static Disposables Both(TcpClient one, TcpClient other) => new(one, other);

    private sealed class Disposables(params IDisposable[] all) : IDisposable
    {
        public void Dispose()
        {
            foreach (var one in all) one.Dispose();
        }
    }
}
