using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Peers;
using Duet.Turn.Relay;
using Duet.Turn.Tests.Requests.Harness;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Relay.Harness;

/// <summary>Both ways of the packet path, with real allocations on ports that are not real, in time that stands still.</summary>
internal sealed class PacketPath
{
    public const string Peer = "40.0.0.1:4000";

    /// <summary>The web server next door.</summary>
    public const string WebListener = "20.0.0.1:443";

    public PacketPath(TurnOptions? options = null)
    {
        Relay = new FakeRelay(options);
        InternetAddress[] relays = [Ip("20.0.0.1"), Ip("2a00::20")];
        var policy = new PeerPolicy(Relay.Options, new OwnAddresses
        {
            Listeners = [FakeRelay.Listener, At(WebListener)],
            Relays = relays,
            Hosts = [.. relays, Ip("127.0.0.1"), Ip("20.0.0.2")],
        });
        ToClient = new PeerToClient(policy);
        ToPeer = new ClientToPeer(Relay.Table, policy, ToClient, Relay.Options.ShortCircuit);
        Anna = Relay.Client("anna", "30.0.0.1:5000");
        Ben = Relay.Client("ben", "30.0.0.2:5000");
    }

    public FakeRelay Relay { get; }

    public FakeClient Anna { get; }

    public FakeClient Ben { get; }

    public ClientToPeer ToPeer { get; }

    public PeerToClient ToClient { get; }

    public RecordingSink Sink { get; } = new();

    public static string RelayOf(FakeClient client) => client.Allocation.IPv4!.Advertised.ToString();

    public static byte[] ChannelMessage(ushort number, params ReadOnlySpan<byte> payload)
    {
        var message = new byte[ChannelData.HeaderSize + payload.Length];
        ChannelData.WriteHeader(message, new ChannelNumber(number), payload.Length);
        payload.CopyTo(message.AsSpan(ChannelData.HeaderSize));
        return message;
    }

    public static byte[] Indication(string peer, byte[] payload, FakeRequest.Addition? addition = null) =>
        Indication((ref StunMessageWriter writer) =>
        {
            writer.AddXorAddress(StunAttributeType.XorPeerAddress, At(peer));
            writer.Add(StunAttributeType.Data, payload);
            addition?.Invoke(ref writer);
        });

    public static byte[] Indication(FakeRequest.Addition additions)
    {
        var writer = new StunMessageWriter(new byte[70_000], StunClass.Indication, StunMethod.Send, TransactionId.Random());
        additions(ref writer);
        return writer.Written.ToArray();
    }

    /// <summary>Both with an allocation, and permission for each other.</summary>
    public void Introduce()
    {
        Anna.Allocate().Succeeds();
        Ben.Allocate().Succeeds();
        Anna.CreatePermission("20.0.0.1").Succeeds();
        Ben.CreatePermission("20.0.0.1").Succeeds();
    }

    /// <summary>The payload of a packet that takes so many bytes from a budget.</summary>
    public static byte[] Worth(int bytes) => new byte[bytes - PacketCost.HeaderBytes];

    public void FromClient(FakeClient client, ushort channel, params ReadOnlySpan<byte> payload) =>
        FromClient(client, ChannelMessage(channel, payload));

    public void FromClient(FakeClient client, byte[] message) => FromClient(client.Allocation, message, Sink);

    public void FromClient(Allocation allocation, byte[] message, IPacketSink sink)
    {
        if (StunMessage.TryRead(message, out var indication)) ToPeer.ForwardSend(allocation, indication, Relay.Now, sink);
        else ToPeer.ForwardChannelData(allocation, message, Relay.Now, sink);
    }

    public void Send(FakeClient client, string peer, params byte[] payload) => FromClient(client, Indication(peer, payload));

    public void FromPeer(FakeClient client, string peer, params ReadOnlySpan<byte> payload)
    {
        var from = At(peer);
        FromPeer(client.Allocation.RelayOf(from.Family)!, peer, payload);
    }

    public void FromPeer(RelayedTransport relay, string peer, params ReadOnlySpan<byte> payload) =>
        ToClient.Forward(relay, At(peer), payload, Relay.Now, Sink);

    public void FromPeer(RelayedTransport relay, in TransportAddress peer, ReadOnlySpan<byte> payload, IPacketSink sink) =>
        ToClient.Forward(relay, peer, payload, Relay.Now, sink);

    /// <summary>Nothing left, for this reason, once.</summary>
    public void Dropped(DropReason reason)
    {
        Assert.True(Sink.IsEmpty, "Something left.");
        Assert.Equal([reason], Enum.GetValues<DropReason>().Where(each => Sink.Counters.Dropped(each) > 0));
        Assert.Equal(1, Sink.Counters.Dropped(reason));
    }
}
