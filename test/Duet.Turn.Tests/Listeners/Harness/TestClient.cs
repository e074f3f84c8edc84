using System.Text;
using Duet.Stun;
using Duet.Turn.Authentication;
using Duet.Turn.Tests.Requests.Harness;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Listeners.Harness;

/// <summary>A small TURN client: signs, and tells replies from data.</summary>
internal sealed class TestClient(IClientTransport transport, TurnCredential credential) : IDisposable
{
    private readonly Queue<byte[]> _data = new();
    private readonly byte[] _key = KeyOf(credential);

    public IClientTransport Transport => transport;

    public TransportAddress Address => transport.Address;

    /// <summary>Of the last challenge.</summary>
    public byte[]? Nonce { get; set; }

    /// <summary>What the last Allocate granted.</summary>
    public List<TransportAddress> Relayed { get; private set; } = [];

    public async Task<FakeReply> AllocateAsync(params FakeRequest.Addition[] additions)
    {
        var reply = await AskAsync(
            StunMethod.Allocate, [(ref StunMessageWriter writer) => writer.AddRequestedTransport(RequestedTransport.Udp), .. additions]);
        Relayed = reply.Relayed;
        return reply;
    }

    public Task<FakeReply> RefreshAsync(double seconds = 600) =>
        AskAsync(StunMethod.Refresh, (ref StunMessageWriter writer) => writer.AddLifetime(TimeSpan.FromSeconds(seconds)));

    public Task<FakeReply> PermitAsync(string peer) => PermitAsync(Ip(peer));

    public Task<FakeReply> PermitAsync(InternetAddress peer) => AskAsync(
        StunMethod.CreatePermission,
        (ref StunMessageWriter writer) => writer.AddXorAddress(StunAttributeType.XorPeerAddress, new TransportAddress(peer, 0)));

    public Task<FakeReply> BindAsync(ushort number, TransportAddress peer) => AskAsync(StunMethod.ChannelBind, (ref StunMessageWriter writer) =>
    {
        writer.AddChannelNumber(new ChannelNumber(number));
        writer.AddXorAddress(StunAttributeType.XorPeerAddress, peer);
    });

    public Task<FakeReply> BindingAsync() => ExchangeAsync(StunMethod.Binding, isSigned: false, []);

    public Task SendAsync(TransportAddress peer, params byte[] payload) =>
        transport.SendAsync(Relay.Harness.PacketPath.Indication(peer.ToString(), payload));

    public Task SendAsync(ushort channel, params byte[] payload) =>
        transport.SendAsync(Relay.Harness.PacketPath.ChannelMessage(channel, payload));

    /// <summary>Asks with the nonce that it has; without one it gets one first. An answer with an error is an answer.</summary>
    public async Task<FakeReply> AskAsync(StunMethod method, params FakeRequest.Addition[] additions)
    {
        if (Nonce is null) Nonce = (await ExchangeAsync(method, isSigned: false, additions)).Nonce;
        return await ExchangeAsync(method, isSigned: true, additions);
    }

    /// <summary>The next message that is no reply.</summary>
    public async Task<byte[]> ReceiveAsync() => _data.TryDequeue(out var data) ? data : await transport.ReceiveAsync();

    /// <summary>The next message, which is ChannelData.</summary>
    public async Task<(ushort Channel, byte[] Payload)> ReceiveChannelDataAsync()
    {
        var message = await ReceiveAsync();
        Assert.True(ChannelData.TryRead(message, out var number, out var length), "It is no ChannelData.");
        return (number.Value, message[4..(4 + length)]);
    }

    /// <summary>The next message, which is a Data indication.</summary>
    public async Task<(TransportAddress Peer, byte[] Payload)> ReceiveDataAsync() =>
        new Relay.Harness.SentToClient(null!, await ReceiveAsync(), 0).Data;

    public byte[] Request(StunMethod method, bool isSigned, params FakeRequest.Addition[] additions) =>
        Request(TransactionId.Random(), method, isSigned, additions);

    public void Dispose() => transport.Dispose();

    private async Task<FakeReply> ExchangeAsync(StunMethod method, bool isSigned, FakeRequest.Addition[] additions)
    {
        var id = TransactionId.Random();
        await transport.SendAsync(Request(id, method, isSigned, additions));
        while (true)
        {
            var message = await transport.ReceiveAsync();
            if (!IsReply(message)) _data.Enqueue(message);
            else if (FakeReply.Read(message, _key) is { } reply && reply.Id == id) return reply;
        }
    }

    private byte[] Request(TransactionId id, StunMethod method, bool isSigned, FakeRequest.Addition[] additions)
    {
        var writer = new StunMessageWriter(new byte[70_000], StunClass.Request, method, id);
        foreach (var addition in additions) addition(ref writer);
        if (isSigned)
        {
            writer.Add(StunAttributeType.Username, Encoding.UTF8.GetBytes(credential.Username));
            writer.Add(StunAttributeType.Realm, "duet"u8);
            writer.Add(StunAttributeType.Nonce, Nonce!);
            writer.AddMessageIntegrity(_key);
        }

        return writer.Written.ToArray();
    }

    private static bool IsReply(byte[] message) =>
        StunMessage.TryRead(message, out var stun) && stun.Class is StunClass.SuccessResponse or StunClass.ErrorResponse;

    private static byte[] KeyOf(TurnCredential credential)
    {
        var key = new byte[LongTermKey.MaxLength];
        return key[..LongTermKey.Derive(PasswordAlgorithm.Md5, credential.Username, "duet", credential.Password, key)];
    }
}
