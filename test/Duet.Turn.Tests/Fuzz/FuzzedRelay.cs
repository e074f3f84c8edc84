using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Listeners;
using Duet.Turn.Relay;
using Duet.Turn.Tests.Relay.Harness;
using Duet.Turn.Tests.Requests.Harness;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Fuzz;

/// <summary>The deciding half of a whole relay, with little room for anything, whose promises are checked of all that comes in.</summary>
internal sealed class FuzzedRelay
{
    private static readonly TransportAddress[] _peers =
    [
        At("40.0.0.1:4000"), At("40.0.0.2:4000"), At("40.0.0.1:4001"), At("[2a00::40]:4000"), At("40.0.0.3:0"),
        FakeRelay.Listener, At(PacketPath.WebListener), At("20.0.0.1:50000"), At("127.0.0.1:80"), At("169.254.169.254:80"), At("10.0.0.1:1"),
        At("[::1]:80"), At("[::ffff:127.0.0.1]:80"), At("[::ffff:40.0.0.1]:4000"), At("[64:ff9b::a00:1]:80"), At("[2a00::20]:50000"),
    ];

    private readonly PacketPath _path = new(new TurnOptions
    {
        RelayPortMin = 50_000,
        RelayPortMax = 50_011,
        AllocationsPerUser = 2,
        PermissionsPerAllocation = 4,
        ChannelsPerAllocation = 3,
        BytesPerSecondPerAllocation = 2_000,
        BytesPerSecondPerUser = 3_000,
        UnauthenticatedReplyBurst = 20,
        LegacyAttributes = true,
    });

    private readonly byte[] _reply = new byte[PacketHandler.MaxReplyBytes];
    private readonly PacketHandler _packets;
    private readonly CheckedSink _sink;

    public FuzzedRelay()
    {
        _packets = new PacketHandler(Relay.Table, Relay.Pipeline, _path.ToPeer);
        _sink = new CheckedSink(() => Relay.Now);
        Relay.Ports.Open = local => new SilentSocket(local);
        var minted = Relay.Credentials.Mint("carol", TimeSpan.FromHours(1));
        Clients =
        [
            new(Relay.Client("anna", "30.0.0.1:5000")),
            new(Relay.Client("anna", "[2a00::30]:5000")),
            new(Relay.Client("ben", "30.0.0.2:5000")),
            new(new FakeClient(Relay, Relay.Credentials.Issue(), At("30.0.0.3:5000")) { Protocol = TransportProtocol.Tcp }),
            new(new FakeClient(Relay, minted, At("30.0.0.4:5000")) { Protocol = TransportProtocol.Tls }),
        ];
    }

    public FakeRelay Relay => _path.Relay;

    public IReadOnlyList<FuzzedClient> Clients { get; }

    /// <summary>The last that was told.</summary>
    public ReservationToken Token { get; private set; }

    /// <summary>Relayed addresses that there are, in the order of their clients.</summary>
    public IReadOnlyList<RelayedTransport> Relays => [.. Clients.SelectMany(RelaysOf).OfType<RelayedTransport>()];

    /// <summary>Whom clients may want to reach, each other too.</summary>
    public IReadOnlyList<TransportAddress> Peers => [.. _peers, .. Relays.Select(relay => relay.Advertised)];

    /// <summary>A client sends. Returns the same number for what went the same way.</summary>
    public int FromClient(FuzzedClient client, FuzzedMessage message)
    {
        var before = Holdings();
        var (accounted, dropped) = (_sink.Counters.Accounted(), _sink.Counters.AllDropped());
        var sender = AllocationOf(client);
        _sink.ExpectFromClient(sender, message.Bytes);

        var replyBytes = _packets.FromClient(client.Client.Context, message.Bytes, Relay.Now, _reply, _sink);

        Assert.Equal(PacketBooks.Count(message.Bytes) ? 1 : 0, _sink.Counters.Accounted() - accounted);
        var reply = _reply.AsSpan(0, replyBytes);
        var changes = ReplyPromises.Check(message, reply, out var way);
        CheckHoldings(before, changes ? client : null);
        if (changes) Assert.Equal(message.Signer, AllocationOf(client)?.Username ?? sender?.Username); // Whose it is, or was.
        if (StunMessage.TryRead(reply, out var heard)) Hear(client, heard);
        return HashCode.Combine(way, _sink.Counters.AllDropped().Zip(dropped).ToList().FindIndex(each => each.First > each.Second));
    }

    /// <summary>A peer sends to a relayed address.</summary>
    public void FromPeer(RelayedTransport relay, TransportAddress peer, byte[] payload)
    {
        var accounted = _sink.Counters.Accounted();
        _sink.ExpectFromPeer(peer, payload);
        _path.ToClient.Forward(relay, peer, payload, Relay.Now, _sink);
        Assert.Equal(1, _sink.Counters.Accounted() - accounted);
    }

    /// <summary>A packet to a peer came back with an error.</summary>
    public void FailToReach(RelayedTransport relay, TransportAddress peer, Icmp icmp)
    {
        _sink.ExpectFromPeer(peer, []);
        PeerToClient.ForwardError(relay, peer, icmp, Relay.Now, _sink);
    }

    /// <summary>Every port belongs to somebody who is found by it, and nobody has more than there is.</summary>
    public void CheckBooks()
    {
        var found = Relay.Ports.Bound.Count(port => Relay.Table.FindRelay(port) is not null);
        Assert.Equal(Relay.Ports.Bound.Count, found + Relay.Table.Reservations.Count);
        Assert.InRange(Relay.Table.Count, 0, Clients.Count);
        foreach (var allocation in Relays.Select(relay => relay.Allocation))
        {
            Assert.InRange(allocation.PermissionCount, 0, Relay.Options.PermissionsPerAllocation);
            Assert.InRange(allocation.ChannelCount, 0, Relay.Options.ChannelsPerAllocation);
        }
    }

    private int[] Holdings() => [.. Clients.Select(client => Fuzz.Holdings.Of(client.Client, _peers))];

    /// <summary>Nobody's are touched but those of the one who asked and was told yes.</summary>
    private void CheckHoldings(int[] before, FuzzedClient? changed)
    {
        var after = Holdings();
        for (var index = 0; index < after.Length; index++)
            Assert.True(after[index] == before[index] || Clients[index] == changed, $"What {Clients[index].Client.Address} has is different.");
    }

    private void Hear(FuzzedClient client, in StunMessage reply)
    {
        client.Hear(reply);
        if (!reply.TryFind(StunAttributeType.ReservationToken, out var attribute)) return;

        Assert.True(ReservationToken.TryRead(attribute.Value, out var token));
        Token = token;
    }

    private Allocation? AllocationOf(FuzzedClient client) =>
        Relay.Table.TryFind(client.Client.FiveTuple, out var allocation) ? allocation : null;

    private IEnumerable<RelayedTransport?> RelaysOf(FuzzedClient client) =>
        AllocationOf(client) is { } allocation ? [allocation.IPv4, allocation.IPv6] : [];
}
