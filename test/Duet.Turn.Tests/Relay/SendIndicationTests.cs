using Duet.Stun;
using Duet.Turn.Relay;
using Duet.Turn.Tests.Relay.Harness;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Relay;

public sealed class SendIndicationTests
{
    private static readonly TransportAddress _peer = At(PacketPath.Peer);

    [Fact]
    public void TryRead_PeerAndData_AreRead()
    {
        Assert.True(StunMessage.TryRead(PacketPath.Indication(PacketPath.Peer, [1, 2, 3]), out var message));

        Assert.True(SendIndication.TryRead(message, out var peer, out var payload));
        Assert.Equal(_peer, peer);
        Assert.Equal([1, 2, 3], payload.ToArray());
    }

    [Fact]
    public void TryRead_NoPeer_IsRefused() => Refused((ref StunMessageWriter writer) => writer.Add(StunAttributeType.Data, [1]));

    [Fact]
    public void TryRead_NoData_IsRefused() =>
        Refused((ref StunMessageWriter writer) => writer.AddXorAddress(StunAttributeType.XorPeerAddress, _peer));

    [Fact]
    public void TryRead_PeerOfNoFamily_IsRefused() => Refused((ref StunMessageWriter writer) =>
    {
        writer.Add(StunAttributeType.XorPeerAddress, [0, 3, 1, 1, 1, 1, 1, 1]);
        writer.Add(StunAttributeType.Data, [1]);
    });

    [Fact]
    public void TryRead_UnknownRequiredAttribute_IsRefused() => Refused((ref StunMessageWriter writer) =>
    {
        writer.AddXorAddress(StunAttributeType.XorPeerAddress, _peer);
        writer.Add(StunAttributeType.Data, [1]);
        writer.Add((StunAttributeType)0x7FFE, [1]);
    });

    [Fact]
    public void TryRead_UnknownOptionalAttribute_IsIgnored() =>
        Accepted((ref StunMessageWriter writer) => writer.Add((StunAttributeType)0xFFFE, [1]));

    // RFC 8489 section 6.3: known, but unexpected.
    [Fact]
    public void TryRead_KnownAttributesThatMeanNothingHere_AreIgnored() => Accepted((ref StunMessageWriter writer) =>
    {
        writer.Add(StunAttributeType.Username, "anna"u8);
        writer.AddLifetime(TimeSpan.FromSeconds(1));
        writer.AddMessageIntegrity("key"u8);
        writer.AddFingerprint();
    });

    [Fact]
    public void TryRead_SeveralPeersAndData_TakesTheFirstOfEach() => Accepted((ref StunMessageWriter writer) =>
    {
        writer.AddXorAddress(StunAttributeType.XorPeerAddress, At("127.0.0.1:80"));
        writer.Add(StunAttributeType.Data, [66]);
    });

    private static void Accepted(Requests.Harness.FakeRequest.Addition addition)
    {
        Assert.True(StunMessage.TryRead(PacketPath.Indication(PacketPath.Peer, [1], addition), out var message));
        Assert.True(SendIndication.TryRead(message, out var peer, out var payload));
        Assert.Equal((_peer, 1), (peer, payload[0]));
    }

    private static void Refused(Requests.Harness.FakeRequest.Addition additions)
    {
        Assert.True(StunMessage.TryRead(PacketPath.Indication(additions), out var message));
        Assert.False(SendIndication.TryRead(message, out _, out _));
    }
}
