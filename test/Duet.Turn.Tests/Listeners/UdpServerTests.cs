using Duet.Stun;
using Duet.Turn.Tests.Listeners.Harness;
using Duet.Turn.Tests.Sockets.Harness;
using static Duet.Turn.Tests.Listeners.Harness.RunningServer;

namespace Duet.Turn.Tests.Listeners;

/// <summary>A whole server, UDP clients, real sockets.</summary>
public sealed class UdpServerTests
{
    [Theory, OnEachLayer]
    public async Task Binding_FromALoopbackAddress_TellsIt(Layer layer)
    {
        await using var server = new RunningServer(layer);
        using var client = server.Udp();

        Assert.Equal(client.Address, (await client.BindingAsync()).Mapped);
    }

    [Theory, OnEachLayer]
    public async Task Channel_BetweenClientAndPeer_CarriesBothWays(Layer layer)
    {
        await using var server = new RunningServer(layer);
        using var client = server.Udp();
        using var peer = new PlainSocket();
        Succeeded(await client.AllocateAsync());
        Succeeded(await client.BindAsync(0x4000, peer.Address));

        await client.SendAsync(0x4000, 1, 2, 3);
        var (relayed, payload) = peer.ReceiveFrom();
        peer.Send(relayed, 4, 5);

        Assert.Equal((client.Relayed.Single(), 3), (relayed, payload.Length));
        var (channel, answer) = await client.ReceiveChannelDataAsync();
        Assert.Equal(0x4000, channel);
        Assert.Equal([4, 5], answer);
    }

    [Theory, OnEachLayer]
    public async Task Send_BetweenClientAndPeer_CarriesBothWays(Layer layer)
    {
        await using var server = new RunningServer(layer);
        using var client = server.Udp();
        using var peer = new PlainSocket();
        Succeeded(await client.AllocateAsync());
        Succeeded(await client.PermitAsync("127.0.0.1"));

        await client.SendAsync(peer.Address, 1, 2, 3);
        Assert.Equal([1, 2, 3], peer.Receive());
        peer.Send(client.Relayed.Single(), 4, 5);

        var (from, answer) = await client.ReceiveDataAsync();
        Assert.Equal(peer.Address, from);
        Assert.Equal([4, 5], answer);
    }

    [Theory, OnEachLayer]
    public async Task Channel_BetweenTwoClients_CarriesBothWays(Layer layer)
    {
        await using var server = new RunningServer(layer, Closed());
        using var anna = server.Udp();
        using var ben = server.Udp("ben", "127.0.0.2");
        Succeeded(await anna.AllocateAsync());
        Succeeded(await ben.AllocateAsync());
        Succeeded(await anna.BindAsync(0x4001, ben.Relayed[0]));
        Succeeded(await ben.BindAsync(0x4002, anna.Relayed[0]));

        for (byte i = 0; i < 100; i++)
        {
            await anna.SendAsync(0x4001, i);
            Assert.Equal((0x4002, i), One(await ben.ReceiveChannelDataAsync()));
            await ben.SendAsync(0x4002, i, i);
            Assert.Equal((0x4001, i), One(await anna.ReceiveChannelDataAsync()));
        }

        static (int, byte) One((ushort Channel, byte[] Payload) data) => (data.Channel, data.Payload[0]);
    }

    [Theory, OnEachLayer]
    public async Task Peer_WithoutPermission_IsNotHeard(Layer layer)
    {
        await using var server = new RunningServer(layer);
        using var client = server.Udp();
        using var stranger = new PlainSocket("127.0.0.3");
        using var peer = new PlainSocket();
        Succeeded(await client.AllocateAsync());
        Succeeded(await client.PermitAsync("127.0.0.1"));

        stranger.Send(client.Relayed[0], 66);
        peer.Send(client.Relayed[0], 1);

        Assert.Equal([1], (await client.ReceiveDataAsync()).Payload);
    }

    [Theory, OnEachLayer]
    public async Task Client_OverIPv6_IsServed(Layer layer)
    {
        Assert.SkipUnless(System.Net.Sockets.Socket.OSSupportsIPv6, "No IPv6 here.");
        await using var server = new RunningServer(layer);
        using var client = server.Udp("anna", "::1");
        using var peer = new PlainSocket();

        Assert.Equal(client.Address, (await client.BindingAsync()).Mapped);
        Succeeded(await client.AllocateAsync());
        Succeeded(await client.PermitAsync("127.0.0.1"));
        await client.SendAsync(peer.Address, 1);
        Assert.Equal([1], peer.Receive());
        peer.Send(client.Relayed[0], 2);
        Assert.Equal([2], (await client.ReceiveDataAsync()).Payload);
    }

    [Theory, OnEachLayer]
    public async Task Allocate_BothFamilies_RelaysWithEach(Layer layer)
    {
        Assert.SkipUnless(System.Net.Sockets.Socket.OSSupportsIPv6, "No IPv6 here.");
        var options = Open();
        await using var server = new RunningServer(layer, new TurnOptions
        {
            ListenAddresses = options.ListenAddresses,
            Port = 0,
            ExternalAddress = options.ExternalAddress,
            Users = options.Users,
            AllowedPeers = [.. options.AllowedPeers, System.Net.IPNetwork.Parse("::/0")], // ::1 is reached from whatever address there is
        });
        using var client = server.Udp();
        using var ipv4 = new PlainSocket();
        using var ipv6 = new PlainSocket("::1");
        Succeeded(await client.AllocateAsync((ref StunMessageWriter writer) => writer.AddAdditionalAddressFamily(InternetAddressFamily.IPv6)));
        Assert.Equal([InternetAddressFamily.IPv4, InternetAddressFamily.IPv6], client.Relayed.Select(relayed => relayed.Family).Order());
        Succeeded(await client.PermitAsync("127.0.0.1"));
        Succeeded(await client.PermitAsync("::1"));

        await client.SendAsync(ipv4.Address, 4);
        await client.SendAsync(ipv6.Address, 6);

        Assert.Equal([4], ipv4.Receive());
        var (relayed, payload) = ipv6.ReceiveFrom();
        Assert.Equal([6], payload);
        ipv6.Send(relayed, 7);
        Assert.Equal([7], (await client.ReceiveDataAsync()).Payload);
    }

    [Fact]
    public async Task Peer_Unreachable_IsToldByIcmp()
    {
        await using var server = new RunningServer(Layer.Linux);
        using var client = server.Udp();
        using var closed = PlainSocket.Closed();
        Succeeded(await client.AllocateAsync());
        Succeeded(await client.PermitAsync("127.0.0.1"));

        await client.SendAsync(closed.Address, 1);

        var (peer, icmp) = new Relay.Harness.SentToClient(null!, await client.ReceiveAsync(), 0).Error;
        Assert.Equal((closed.Address, new Icmp(3, 3, 0)), (peer, icmp));
    }

    [Theory, OnEachLayer]
    public async Task Send_DontFragment_Arrives(Layer layer)
    {
        await using var server = new RunningServer(layer);
        using var client = server.Udp();
        using var peer = new PlainSocket();
        Succeeded(await client.AllocateAsync());
        Succeeded(await client.PermitAsync("127.0.0.1"));

        await client.Transport.SendAsync(Relay.Harness.PacketPath.Indication(
            peer.Address.ToString(), [1], (ref StunMessageWriter writer) => writer.Add(StunAttributeType.DontFragment)));

        Assert.Equal([1], peer.Receive());
    }

    [Theory, OnEachLayer]
    public async Task Reservation_TakenByAnotherClient_WorksWhicheverWorkerReadsIt(Layer layer)
    {
        await using var server = new RunningServer(layer);
        using var peer = new PlainSocket();
        using var first = server.Udp();
        var token = Succeeded(await first.AllocateAsync((ref StunMessageWriter writer) => writer.AddEvenPort(reserveNext: true))).Token!.Value;
        using var second = server.Udp(from: "127.0.0.2");
        Succeeded(await second.AllocateAsync((ref StunMessageWriter writer) => writer.AddReservationToken(token)));
        Assert.Equal(first.Relayed[0].Port + 1, second.Relayed[0].Port);
        Succeeded(await second.PermitAsync("127.0.0.1"));

        await second.SendAsync(peer.Address, 1);
        Assert.Equal([1], peer.Receive());
        peer.Send(second.Relayed[0], 2);
        Assert.Equal([2], (await second.ReceiveDataAsync()).Payload);
    }

    [Theory, OnEachLayer]
    public async Task RunAsync_Stopped_FreesEveryPort(Layer layer)
    {
        var server = new RunningServer(layer);
        using var client = server.Udp();
        Succeeded(await client.AllocateAsync((ref StunMessageWriter writer) => writer.AddEvenPort(reserveNext: true)));
        var relayed = client.Relayed[0];

        await server.DisposeAsync();

        Assert.Equal(0, server.Turn.AllocationCount);
        using var host = new SocketHost(layer);
        Assert.NotNull(host.TryBind("127.0.0.1", relayed.Port));
        Assert.NotNull(host.TryBind("127.0.0.1", relayed.Port + 1));
        Assert.NotNull(host.TryBind("127.0.0.1", server.Turn.UdpPort));
    }

    [Theory, OnEachLayer]
    public async Task Refresh_ToZero_FreesThePort(Layer layer)
    {
        await using var server = new RunningServer(layer);
        using var host = new SocketHost(layer);
        using var client = server.Udp();
        Succeeded(await client.AllocateAsync());

        Succeeded(await client.RefreshAsync(seconds: 0));

        Assert.Equal(0, server.Turn.AllocationCount);
        await UntilAsync(() => host.TryBind("127.0.0.1", client.Relayed[0].Port) is not null, "the port is free");
    }

    [Theory, OnEachLayer]
    public async Task Allocation_NotRefreshed_EndsByTheSweep(Layer layer)
    {
        await using var server = new RunningServer(layer);
        using var client = server.Udp();
        Succeeded(await client.AllocateAsync());

        server.Wait(seconds: 601);

        await UntilAsync(() => server.Turn.AllocationCount == 0, "the allocation ends");
        Assert.Equal(StunErrorCode.StaleNonce, (await client.RefreshAsync()).Error);
    }
}
