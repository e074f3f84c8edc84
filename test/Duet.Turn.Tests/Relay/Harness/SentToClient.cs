using Duet.Stun;
using Duet.Turn.Allocations;

namespace Duet.Turn.Tests.Relay.Harness;

/// <summary>What left for a client: the whole message, header and padding included.</summary>
internal sealed record SentToClient(Allocation Allocation, byte[] Message, int PaddingBytes)
{
    /// <summary>Of a ChannelData message.</summary>
    public (ushort Channel, byte[] Payload) ChannelData
    {
        get
        {
            Assert.True(Duet.Stun.ChannelData.TryRead(Message, out var number, out var length), "It is no ChannelData.");
            return (number.Value, Message[4..(4 + length)]);
        }
    }

    /// <summary>Of a Data indication.</summary>
    public (TransportAddress Peer, byte[] Payload) Data
    {
        get
        {
            var message = Indication();
            Assert.True(message.TryFind(StunAttributeType.Data, out var data), "There is no DATA.");
            return (PeerOf(message), data.Value.ToArray());
        }
    }

    /// <summary>Of a Data indication that tells of an error.</summary>
    public (TransportAddress Peer, Icmp Icmp) Error
    {
        get
        {
            var message = Indication();
            Assert.True(message.TryFind(StunAttributeType.Icmp, out var attribute) && Icmp.TryRead(attribute.Value, out _), "There is no ICMP.");
            Assert.False(message.Has(StunAttributeType.Data));
            Assert.True(Icmp.TryRead(attribute.Value, out var icmp));
            return (PeerOf(message), icmp);
        }
    }

    private StunMessage Indication()
    {
        Assert.True(StunMessage.TryRead(Message, out var message), "It is no STUN message.");
        Assert.Equal((StunClass.Indication, StunMethod.Data), (message.Class, message.Method));
        return message;
    }

    private static TransportAddress PeerOf(in StunMessage message)
    {
        Assert.True(message.TryFind(StunAttributeType.XorPeerAddress, out var attribute), "There is no XOR-PEER-ADDRESS.");
        Assert.True(XorAddress.TryRead(attribute.Value, message.TransactionId, out var peer));
        return peer;
    }
}
