using Duet.Stun;
using static Duet.Turn.Tests.Peers.Addresses;

namespace Duet.Turn.Tests.Requests.Harness;

/// <summary>A request in the making. It ends with what is expected of it.</summary>
internal sealed class FakeRequest(FakeClient client, StunMethod method)
{
    private readonly List<Addition> _additions = [];
    private TransactionId _id = TransactionId.Random();
    private bool _isSigned = true;
    private bool _isSha256 = true;
    private bool _hasFingerprint;
    private string? _password;

    public delegate void Addition(ref StunMessageWriter writer);

    public FakeRequest With(Addition addition)
    {
        _additions.Add(addition);
        return this;
    }

    public FakeRequest With(StunAttributeType type, params byte[] value) => With((ref StunMessageWriter writer) => writer.Add(type, value));

    public FakeRequest WithLifetime(double seconds) =>
        With((ref StunMessageWriter writer) => writer.AddLifetime(TimeSpan.FromSeconds(seconds)));

    public FakeRequest WithFamily(InternetAddressFamily family) =>
        With((ref StunMessageWriter writer) => writer.AddRequestedAddressFamily(family));

    public FakeRequest WithAdditionalFamily(InternetAddressFamily family = InternetAddressFamily.IPv6) =>
        With((ref StunMessageWriter writer) => writer.AddAdditionalAddressFamily(family));

    public FakeRequest WithEvenPort(bool reserveNext = false) => With((ref StunMessageWriter writer) => writer.AddEvenPort(reserveNext));

    public FakeRequest WithToken(ReservationToken token) => With((ref StunMessageWriter writer) => writer.AddReservationToken(token));

    public FakeRequest WithChannel(ushort number) => With((ref StunMessageWriter writer) => writer.AddChannelNumber(new ChannelNumber(number)));

    public FakeRequest WithPeer(string peer) =>
        With((ref StunMessageWriter writer) => writer.AddXorAddress(StunAttributeType.XorPeerAddress, At(peer)));

    public FakeRequest WithFingerprint()
    {
        _hasFingerprint = true;
        return this;
    }

    public FakeRequest WithId(TransactionId id)
    {
        _id = id;
        return this;
    }

    public FakeRequest Unsigned()
    {
        _isSigned = false;
        return this;
    }

    /// <summary>As a client of RFC 5389 does, which knows nothing of password algorithms.</summary>
    public FakeRequest SignedTheOldWay()
    {
        _isSha256 = false;
        return this;
    }

    public FakeRequest SignedWith(string password)
    {
        _password = password;
        return this;
    }

    public byte[] ToBytes()
    {
        var writer = new StunMessageWriter(new byte[70_000], StunClass.Request, method, _id);
        foreach (var addition in _additions) addition(ref writer);
        if (_isSigned) Sign(ref writer);
        if (_hasFingerprint) writer.AddFingerprint();
        return writer.Written.ToArray();
    }

    /// <summary>Asks, and takes what comes; null: silence.</summary>
    public FakeReply? Ask() => FakeReply.Read(client.Relay.Answer(client.Context, ToBytes()), Key());

    /// <summary>Expects a success, signed as the request was.</summary>
    public FakeReply Succeeds()
    {
        var reply = Answered();
        Assert.True(reply.Class is StunClass.SuccessResponse, $"{method} was refused with {reply.Error}.");
        return Checked(reply, _isSigned);
    }

    /// <summary>Expects a refusal of an authenticated request, signed as the request was.</summary>
    public FakeReply IsRefused(StunErrorCode code) => Checked(Refused(code), _isSigned);

    /// <summary>Expects a refusal from which the client cannot tell who refuses, as it has not proved who it is.</summary>
    public FakeReply IsRefusedUnsigned(StunErrorCode code) => Checked(Refused(code), isSigned: false);

    public void IsIgnored()
    {
        var reply = Ask();
        Assert.True(reply is null, $"{method} was answered with {reply?.Class} {reply?.Error}.");
    }

    private FakeReply Refused(StunErrorCode code)
    {
        var reply = Answered();
        Assert.Equal((StunClass.ErrorResponse, code), (reply.Class, reply.Error));
        return reply;
    }

    private FakeReply Answered()
    {
        var reply = Ask();
        Assert.True(reply is not null, $"{method} was not answered.");
        return reply;
    }

    private FakeReply Checked(FakeReply reply, bool isSigned)
    {
        Assert.Equal((method, _id, _hasFingerprint), (reply.Method, reply.Id, reply.HasFingerprint));
        Assert.Equal(isSigned ? (_isSha256, !_isSha256) : (false, false), (reply.IsSignedSha256, reply.IsSignedSha1));
        return reply;
    }

    private void Sign(ref StunMessageWriter writer)
    {
        writer.Add(StunAttributeType.Username, System.Text.Encoding.UTF8.GetBytes(client.Credential.Username));
        writer.Add(StunAttributeType.Realm, "duet"u8);
        writer.Add(StunAttributeType.Nonce, client.Nonce ?? client.Challenge());
        if (_isSha256)
        {
            writer.AddPasswordAlgorithms([PasswordAlgorithm.Sha256, PasswordAlgorithm.Md5]);
            writer.AddPasswordAlgorithm(PasswordAlgorithm.Sha256);
            writer.AddMessageIntegritySha256(Key());
        }
        else
        {
            writer.AddMessageIntegrity(Key());
        }
    }

    private byte[] Key()
    {
        var key = new byte[LongTermKey.MaxLength];
        var algorithm = _isSha256 ? PasswordAlgorithm.Sha256 : PasswordAlgorithm.Md5;
        return key[..LongTermKey.Derive(algorithm, client.Credential.Username, "duet", _password ?? client.Credential.Password, key)];
    }
}
