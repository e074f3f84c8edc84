using System.Buffers.Binary;
using Duet.Stun;
using Duet.TestKit;
using Duet.Turn.Requests;
using Duet.Turn.Tests.Requests.Harness;

namespace Duet.Turn.Tests.Requests;

public sealed class UnauthenticatedFloodTests
{
    private const int Requests = 1_000_000;

    [Fact]
    public void Allocate_AMillionForgedAddresses_KeepsMemoryFlat()
    {
        var relay = new FakeRelay(new() { UnauthenticatedReplyBurst = 8 });
        var request = relay.Client().Allocate().Unsigned().ToBytes();
        Flood(relay, request, first: 0, count: 1_000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var answered = Flood(relay, request, first: 0x2000_0000, Requests);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, HeapUse.OfACollection + 1_024);
        Assert.InRange(answered, 1, Requests / 16);
        Assert.Equal(0, relay.Table.Count);
    }

    // Neighbouring addresses: 256 of them are one network, which gets 8 replies.
    private static int Flood(FakeRelay relay, byte[] request, uint first, int count)
    {
        var answered = 0;
        var context = relay.Client().Context;
        for (var index = 0; index < count; index++)
        {
            var client = new TransportAddress(InternetAddress.IPv4(first + (uint)index), (ushort)index);
            var forged = new RequestContext(context.FiveTuple with { Client = client }, context.Worker, Link: null);
            BinaryPrimitives.WriteInt32BigEndian(request.AsSpan(8), index);
            if (!relay.Answer(forged, request).IsEmpty) answered++;
        }

        return answered;
    }
}
