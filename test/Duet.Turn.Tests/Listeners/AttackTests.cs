using Duet.Stun;
using Duet.Turn.Tests.Listeners.Harness;
using Duet.Turn.Tests.Peers;
using Duet.Turn.Tests.Sockets.Harness;
using static Duet.Turn.Tests.Listeners.Harness.RunningServer;

namespace Duet.Turn.Tests.Listeners;

/// <summary>What a server that only follows the examples of the RFCs would let through.</summary>
public sealed class AttackTests
{
    private static readonly string[] _forbidden =
    [
        "169.254.169.254", "100.100.100.200", "168.63.129.16", "127.0.0.1", "127.1.2.3", "10.0.0.1", "192.168.1.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255",
    ];

    [Theory, OnEachLayer]
    public async Task Permission_SpecialAddressInAnySpelling_Is403(Layer layer)
    {
        Assert.SkipUnless(System.Net.Sockets.Socket.OSSupportsIPv6, "No IPv6 here.");
        await using var server = new RunningServer(layer, Closed());
        using var client = server.Udp();
        Succeeded(await client.AllocateAsync((ref StunMessageWriter writer) => writer.AddAdditionalAddressFamily(InternetAddressFamily.IPv6)));
        Assert.Equal(2, client.Relayed.Count);

        foreach (var (name, peer) in _forbidden.SelectMany(InEverySpelling))
        {
            var permission = await client.PermitAsync(peer);
            var channel = await client.BindAsync(0x4000, new TransportAddress(peer, 80));
            Assert.True(permission.Error is StunErrorCode.Forbidden, $"{name}: {permission.Class} {permission.Error}");
            Assert.True(channel.Error is StunErrorCode.Forbidden, $"{name}: {channel.Class} {channel.Error}");
        }
    }

    [Theory, OnEachLayer]
    public async Task Send_ToTheLoopback_ReachesNobody(Layer layer)
    {
        await using var server = new RunningServer(layer, Closed());
        using var client = server.Udp();
        using var victim = new PlainSocket();
        using var other = new PlainSocket("127.0.0.2");
        Succeeded(await client.AllocateAsync());
        Succeeded(await client.PermitAsync("127.0.0.1")); // It is the relay's own address, where other relayed ports may be.

        await client.SendAsync(victim.Address, 1);
        await client.SendAsync(other.Address, 1);

        await client.BindingAsync(); // By now both were looked at.
        Assert.True(victim.IsEmpty && other.IsEmpty);
    }

    [Theory, OnEachLayer]
    public async Task Send_ToTheServersOwnPort_ReachesItNever(Layer layer)
    {
        await using var server = new RunningServer(layer);
        using var client = server.Udp();
        Succeeded(await client.AllocateAsync());
        Succeeded(await client.PermitAsync("127.0.0.1"));
        var own = new TransportAddress(Addresses.Ip("127.0.0.1"), (ushort)server.Turn.UdpPort);

        await client.SendAsync(own, client.Request(StunMethod.Binding, isSigned: false));

        Assert.Equal(StunErrorCode.Forbidden, (await client.BindAsync(0x4000, own)).Error);
        Assert.True(((UdpTransport)client.Transport).IsEmpty, "It asked itself.");
    }

    [Theory, OnEachLayer]
    public async Task Request_ForAnotherUsersAllocation_Is441(Layer layer)
    {
        await using var server = new RunningServer(layer);
        using var anna = server.Udp();
        Succeeded(await anna.AllocateAsync());
        var thief = Over(anna.Transport, "ben"); // On the very same 5-tuple, as after a NAT gave the port to somebody else.

        Assert.Equal(StunErrorCode.WrongCredentials, (await thief.RefreshAsync(seconds: 0)).Error);
        Assert.Equal(StunErrorCode.WrongCredentials, (await thief.PermitAsync("127.0.0.1")).Error);
        Assert.Equal(StunErrorCode.WrongCredentials, (await thief.BindAsync(0x4000, anna.Address)).Error);
        Assert.Equal(StunErrorCode.AllocationMismatch, (await thief.AllocateAsync()).Error);
        Assert.Equal(1, server.Turn.AllocationCount);
    }

    [Theory, OnEachLayer]
    public async Task Data_FromAnotherSender_UsesNobodysAllocation(Layer layer)
    {
        await using var server = new RunningServer(layer);
        using var anna = server.Udp();
        using var thief = server.Udp();
        using var peer = new PlainSocket();
        Succeeded(await anna.AllocateAsync());
        Succeeded(await anna.BindAsync(0x4000, peer.Address));

        await thief.SendAsync(0x4000, 66);
        await thief.SendAsync(peer.Address, 66);
        await thief.BindingAsync();

        Assert.True(peer.IsEmpty);
    }

    [Theory, OnEachLayer]
    public async Task Credential_Expired_MakesNothingNew(Layer layer)
    {
        await using var server = new RunningServer(layer);
        var credential = server.Credentials.Mint("carol", TimeSpan.FromSeconds(60));
        using var client = server.Udp(credential);
        Succeeded(await client.AllocateAsync());
        server.Wait(seconds: 60);

        Assert.Equal(StunErrorCode.Unauthenticated, (await client.RefreshAsync()).Error);
        Assert.Equal(StunErrorCode.Unauthenticated, (await client.PermitAsync("127.0.0.1")).Error);
    }

    [Theory, OnEachLayer]
    public async Task Credential_Revoked_EndsEverythingAtOnce(Layer layer)
    {
        await using var server = new RunningServer(layer);
        var seat = server.Credentials.Issue();
        using var client = server.Udp(seat);
        using var anna = server.Udp();
        using var stream = server.Connect();
        var streamed = new TestClient(stream, seat);
        using var peer = new PlainSocket();
        Succeeded(await client.AllocateAsync());
        Succeeded(await client.BindAsync(0x4000, peer.Address));
        Succeeded(await streamed.AllocateAsync());
        Succeeded(await streamed.BindAsync(0x4000, peer.Address));
        Succeeded(await anna.AllocateAsync());

        server.Credentials.Revoke(seat.Username);

        Assert.Equal(1, server.Turn.AllocationCount);
        await client.SendAsync(0x4000, 66);
        await streamed.SendAsync(0x4000, 66);
        Assert.Equal(StunErrorCode.Unauthenticated, (await client.RefreshAsync()).Error);
        Assert.Equal(StunErrorCode.Unauthenticated, (await streamed.AllocateAsync()).Error);
        Assert.True(peer.IsEmpty);
    }

    [Theory, OnEachLayer]
    public async Task Nonce_Stale_Is438WithAFreshOne(Layer layer)
    {
        await using var server = new RunningServer(layer);
        using var client = server.Udp();
        Succeeded(await client.AllocateAsync());
        Succeeded(await client.RefreshAsync(seconds: 3600));
        server.Wait(seconds: 601);

        var refused = await client.RefreshAsync();

        Assert.Equal(StunErrorCode.StaleNonce, refused.Error);
        client.Nonce = refused.Nonce;
        Succeeded(await client.RefreshAsync());
    }

    [Theory, OnEachLayer]
    public async Task Nonce_OfAnotherAddress_IsNotGood(Layer layer)
    {
        await using var server = new RunningServer(layer);
        using var anna = server.Udp();
        using var thief = server.Udp(from: "127.0.0.2");
        Succeeded(await anna.AllocateAsync());
        thief.Nonce = anna.Nonce;

        Assert.Equal(StunErrorCode.StaleNonce, (await thief.AllocateAsync()).Error);
    }

    // Time stands still, so nothing comes back into the bucket: what is answered is the burst.
    [Theory, OnEachLayer]
    public async Task Flood_OfRequestsThatProveNothing_IsAnsweredWithinTheLimit(Layer layer)
    {
        await using var server = new RunningServer(layer, With(workers: 1));
        using var flooder = server.Udp(from: "127.7.7.7");
        using var other = server.Udp();
        var transport = (UdpTransport)flooder.Transport;
        for (var i = 0; i < 1_000; i++)
        {
            var method = i % 2 == 0 ? StunMethod.Binding : StunMethod.Allocate;
            await transport.SendAsync(flooder.Request(method, isSigned: false));
            if (i % 50 == 0) await other.BindingAsync(); // No more than the server's buffer takes.
        }

        await other.BindingAsync(); // Comes after the flood, from another network, and is answered.
        var replies = 0;
        for (; !transport.IsEmpty; replies++) await transport.ReceiveAsync();

        Assert.Equal(server.Options.UnauthenticatedReplyBurst, replies);
        Assert.Equal(0, server.Turn.AllocationCount);
    }

    [Theory, OnEachLayer]
    public async Task Garbage_OfAnyKind_IsNotAnsweredAndHurtsNobody(Layer layer)
    {
        await using var server = new RunningServer(layer, With(workers: 1));
        using var client = server.Udp();
        var transport = (UdpTransport)client.Transport;
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var garbage = new byte[random.Next(0, 64)];
            random.NextBytes(garbage);
            if (i % 3 == 0 && garbage.Length > 0) garbage[0] &= 3;
            if (i % 5 == 0 && garbage.Length >= 8) new byte[] { 0x21, 0x12, 0xA4, 0x42 }.CopyTo(garbage, 4);
            await transport.SendAsync(garbage);
        }

        Assert.NotNull((await client.BindingAsync()).Mapped);
        Assert.True(transport.IsEmpty);
    }

    private static TurnOptions With(int workers)
    {
        var open = Open();
        return new TurnOptions
        {
            ListenAddresses = open.ListenAddresses,
            Port = 0,
            ExternalAddress = open.ExternalAddress,
            Users = open.Users,
            Workers = workers,
        };
    }

    private static IEnumerable<(string Name, InternetAddress Peer)> InEverySpelling(string ipv4)
    {
        var bits = Addresses.IPv4Bits(ipv4);
        if (ipv4 is not "127.0.0.1") yield return (ipv4, InternetAddress.IPv4(bits)); // The relay's own, where other relayed ports are.
        if (bits > 1) yield return ($"{ipv4}, compatible", Spellings.Compatible(bits));
        foreach (var (name, spell) in Spellings.Judged.Concat(Spellings.Denied)) yield return ($"{ipv4}, {name}", spell(bits));
    }
}
