using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Relay;
using Duet.Turn.Requests;

namespace Duet.Turn.Listeners;

/// <summary>What becomes of a packet, whoever received it: data is relayed, a request answered.</summary>
/// <param name="table">All allocations.</param>
/// <param name="requests">What answers requests.</param>
/// <param name="toPeer">What relays from clients.</param>
internal sealed class PacketHandler(AllocationTable table, RequestPipeline requests, ClientToPeer toPeer)
{
    /// <summary>The most bytes of an answer.</summary>
    public const int MaxReplyBytes = RequestPipeline.MaxReplyBytes;

    /// <summary>Takes what a client sent, and returns the length of the answer in <paramref name="reply"/>, 0 for none.</summary>
    /// <param name="client">Who sent it, over what.</param>
    /// <param name="packet">One datagram or one message of a stream.</param>
    /// <param name="now">The present timestamp.</param>
    /// <param name="reply">At least <see cref="MaxReplyBytes"/>.</param>
    /// <param name="sink">Where data leaves.</param>
    public int FromClient(in RequestContext client, ReadOnlySpan<byte> packet, long now, Span<byte> reply, IPacketSink sink)
    {
        switch (PacketKinds.Of(packet))
        {
            case PacketKind.ChannelData:
                if (table.TryFind(client.FiveTuple, out var allocation)) toPeer.ForwardChannelData(allocation, packet, now, sink);
                else sink.Counters.Drop(DropReason.NoAllocation);
                return 0;
            case PacketKind.Stun when StunMessage.TryRead(packet, out var message) && message.Class is StunClass.Indication:
                FromClient(client.FiveTuple, message, now, sink);
                return 0;
            case PacketKind.Stun:
                return requests.Answer(client, packet, now, reply);
            default:
                sink.Counters.Drop(DropReason.NotTurn);
                return 0;
        }
    }

    public bool HasAllocation(in FiveTuple client) => table.TryFind(client, out _);

    /// <summary>The client's connection is gone.</summary>
    public void EndAllOf(in FiveTuple client) => table.EndAllOf(client);

    private void FromClient(in FiveTuple client, in StunMessage indication, long now, IPacketSink sink)
    {
        if (indication.Method is not StunMethod.Send) return; // A Binding indication keeps a NAT's mapping alive, and wants nothing.

        if (table.TryFind(client, out var allocation)) toPeer.ForwardSend(allocation, indication, now, sink);
        else sink.Counters.Drop(DropReason.NoAllocation);
    }
}
