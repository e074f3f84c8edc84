using System.Text;
using Duet.Load.Turn.Links;
using Duet.Stun;

namespace Duet.Load.Turn;

/// <summary>
/// One allocation, asked for as browsers do: Allocate, once more with the credentials, CreatePermission, ChannelBind; long-term
/// credentials with MD5 and SHA-1, which is what browsers know. Nothing is sent twice: on a loopback interface a lost answer is a fault.
/// </summary>
internal sealed class TurnClient(ILink link)
{
    public const string Username = "bench";
    public const string Password = "secret";

    private const byte Udp = 17;
    private const int RequestBytes = 1024;

    private TransactionId _pending;
    private byte[] _key = [];
    private byte[] _realm = [];
    private byte[] _nonce = [];
    private TransportAddress _peer;

    public static ChannelNumber Channel { get; } = new(0x4000);

    public TurnClientState State { get; private set; }

    /// <summary>The address that others reach this client at, from <see cref="TurnClientState.Allocated"/> on.</summary>
    public TransportAddress Relayed { get; private set; }

    public void Allocate() => Request(StunMethod.Allocate, TurnClientState.Allocating);

    /// <summary>Makes a permission for the peer, and then a channel to it.</summary>
    public void Bind(TransportAddress peer)
    {
        _peer = peer;
        Request(StunMethod.CreatePermission, TurnClientState.Permitting);
    }

    /// <summary>Gives the allocation up.</summary>
    public void Release() => Request(StunMethod.Refresh, TurnClientState.Releasing);

    /// <summary>Takes the answer that it waits for, and goes on to what follows it.</summary>
    /// <exception cref="LoadException">The answer is a refusal, is not signed, or answers nothing.</exception>
    public void OnMessage(ReadOnlySpan<byte> bytes)
    {
        if (!StunMessage.TryRead(bytes, out var message) || message.TransactionId != _pending)
            throw new LoadException($"a client that is {State} received {bytes.Length} bytes that answer nothing");

        if (message.Class is StunClass.ErrorResponse) OnRefusal(message);
        else if (MessageIntegrity.Verify(message, _key)) OnSuccess(message);
        else throw new LoadException($"an answer to a client that is {State} is not signed with its key");
    }

    private void OnSuccess(in StunMessage message)
    {
        switch (State)
        {
            case TurnClientState.Allocating:
                Relayed = ReadRelayed(message);
                State = TurnClientState.Allocated;
                break;
            case TurnClientState.Permitting:
                Request(StunMethod.ChannelBind, TurnClientState.Binding);
                break;
            case TurnClientState.Binding:
                State = TurnClientState.Ready;
                break;
            case TurnClientState.Releasing:
                State = TurnClientState.Released;
                break;
            default:
                throw new LoadException($"a client that is {State} waits for no answer");
        }
    }

    private static TransportAddress ReadRelayed(in StunMessage message) =>
        message.TryFind(StunAttributeType.XorRelayedAddress, out var attribute)
        && XorAddress.TryRead(attribute.Value, message.TransactionId, out var relayed)
            ? relayed
            : throw new LoadException("an allocation came without a relayed address");

    // RFC 8489 section 9.2.5: the first request goes without credentials, and the refusal says for which realm they are wanted.
    private void OnRefusal(in StunMessage message)
    {
        if (!message.TryFind(StunAttributeType.ErrorCode, out var attribute) || !ErrorCodeAttribute.TryRead(attribute.Value, out var code, out _))
            throw new LoadException($"a client that is {State} was refused without a code");
        if (code is not StunErrorCode.Unauthenticated || State is not TurnClientState.Allocating || _key.Length > 0)
            throw new LoadException($"a client that is {State} was refused: {(int)code} {code}");

        if (message.TryFind(StunAttributeType.Realm, out var realm)) _realm = realm.Value.ToArray();
        if (message.TryFind(StunAttributeType.Nonce, out var nonce)) _nonce = nonce.Value.ToArray();
        var key = new byte[LongTermKey.MaxLength];
        _key = key[..LongTermKey.Derive(PasswordAlgorithm.Md5, Username, Encoding.UTF8.GetString(_realm), Password, key)];
        Allocate();
    }

    private void Request(StunMethod method, TurnClientState state)
    {
        State = state;
        _pending = TransactionId.Random();
        var writer = new StunMessageWriter(stackalloc byte[RequestBytes], StunClass.Request, method, _pending);
        if (method is StunMethod.Allocate) writer.AddRequestedTransport(Udp);
        if (method is StunMethod.ChannelBind) writer.AddChannelNumber(Channel);
        if (method is StunMethod.CreatePermission or StunMethod.ChannelBind) writer.AddXorAddress(StunAttributeType.XorPeerAddress, _peer);
        if (method is StunMethod.Refresh) writer.AddLifetime(TimeSpan.Zero);
        if (_key.Length > 0) Sign(ref writer);
        link.Send(writer.Written);
    }

    private void Sign(ref StunMessageWriter writer)
    {
        writer.Add(StunAttributeType.Username, Encoding.UTF8.GetBytes(Username));
        writer.Add(StunAttributeType.Realm, _realm);
        writer.Add(StunAttributeType.Nonce, _nonce);
        writer.AddMessageIntegrity(_key);
    }
}
