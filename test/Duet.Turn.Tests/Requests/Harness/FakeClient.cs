using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Authentication;
using Duet.Turn.Requests;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Requests.Harness;

/// <summary>
/// A client that says what a test tells it to. Unless told otherwise it signs: with the nonce of its first challenge, and SHA-256.
/// </summary>
internal sealed class FakeClient(FakeRelay relay, TurnCredential credential, TransportAddress address)
{
    public const string Peer = "40.0.0.1";

    public FakeRelay Relay => relay;

    public TurnCredential Credential => credential;

    public TransportAddress Address => address;

    public int Worker { get; init; }

    public TransportProtocol Protocol { get; init; } = TransportProtocol.Udp;

    public FiveTuple FiveTuple => new(address, FakeRelay.Listener, Protocol);

    public RequestContext Context => new(FiveTuple, Worker, Link: null);

    /// <summary>What it has on the relay.</summary>
    public Allocation Allocation
    {
        get
        {
            Assert.True(relay.Table.TryFind(FiveTuple, out var allocation), "There is no allocation.");
            return allocation;
        }
    }

    public bool HasAllocation => relay.Table.TryFind(FiveTuple, out _);

    /// <summary>Of the last challenge; the first signed request gets one if there is none.</summary>
    public byte[]? Nonce { get; set; }

    public FakeRequest Request(StunMethod method) => new(this, method);

    public FakeRequest Binding() => Request(StunMethod.Binding).Unsigned();

    public FakeRequest Allocate() =>
        Request(StunMethod.Allocate).With((ref StunMessageWriter writer) => writer.AddRequestedTransport(RequestedTransport.Udp));

    public FakeRequest Refresh() => Request(StunMethod.Refresh);

    /// <summary>For peers such as <c>40.0.0.1</c>; the port that goes along means nothing.</summary>
    public FakeRequest CreatePermission(params ReadOnlySpan<string> peers)
    {
        var request = Request(StunMethod.CreatePermission);
        foreach (var peer in peers) request.WithPeer(new TransportAddress(Ip(peer), 1).ToString());
        return request;
    }

    public FakeRequest ChannelBind(ushort number, string peer) => Request(StunMethod.ChannelBind).WithChannel(number).WithPeer(peer);

    public bool HasPermission(string peer) => Allocation.HasPermission(Ip(peer), relay.Now);

    /// <summary>Whom a channel stands for; null where it is not bound.</summary>
    public TransportAddress? PeerOf(ushort channel) =>
        Allocation.TryFindChannel(new ChannelNumber(channel), relay.Now, out var binding) ? binding.Peer : null;

    /// <summary>Gets a nonce as a new client does: with a request that proves nothing.</summary>
    public byte[] Challenge()
    {
        var reply = Request(StunMethod.Allocate).Unsigned().Ask();
        Assert.Equal(StunErrorCode.Unauthenticated, reply?.Error);
        return Nonce = reply!.Nonce!;
    }
}
