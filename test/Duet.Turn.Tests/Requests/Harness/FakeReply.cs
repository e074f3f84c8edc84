using Duet.Stun;
using Duet.Turn.Allocations;

namespace Duet.Turn.Tests.Requests.Harness;

/// <summary>A reply as a client reads it.</summary>
internal sealed class FakeReply
{
    public required StunClass Class { get; init; }

    public required StunMethod Method { get; init; }

    public required TransactionId Id { get; init; }

    public required int Length { get; init; }

    public StunErrorCode? Error { get; private set; }

    public List<TransportAddress> Relayed { get; } = [];

    public TransportAddress? Mapped { get; private set; }

    public double? Lifetime { get; private set; }

    public ReservationToken? Token { get; private set; }

    public AddressFailure? Failure { get; private set; }

    public List<StunAttributeType> Unknown { get; } = [];

    public byte[]? Nonce { get; private set; }

    /// <summary>Every attribute, in its order.</summary>
    public List<StunAttributeType> Attributes { get; } = [];

    /// <summary>With the client's key, and with nobody else's.</summary>
    public bool IsSignedSha1 { get; private init; }

    public bool IsSignedSha256 { get; private init; }

    public bool HasFingerprint => Attributes.Contains(StunAttributeType.Fingerprint);

    /// <summary>Null where there is nothing; what is there must be a whole reply.</summary>
    public static FakeReply? Read(ReadOnlySpan<byte> bytes, byte[] key)
    {
        if (bytes.IsEmpty) return null;

        Assert.True(StunMessage.TryRead(bytes, out var message), "The reply is no STUN message.");
        Assert.True(message.Class is StunClass.SuccessResponse or StunClass.ErrorResponse);
        var reply = new FakeReply
        {
            Class = message.Class,
            Method = message.Method,
            Id = message.TransactionId,
            Length = bytes.Length,
            IsSignedSha1 = MessageIntegrity.Verify(message, key),
            IsSignedSha256 = MessageIntegritySha256.Verify(message, key),
        };
        foreach (var attribute in message.Attributes) reply.Take(attribute, message.TransactionId);
        Assert.Equal(message.Class is StunClass.ErrorResponse, reply.Error is not null);
        Assert.Equal(reply.HasFingerprint, Fingerprint.Verify(message));
        return reply;
    }

    private void Take(in StunAttribute attribute, TransactionId id)
    {
        Attributes.Add(attribute.Type);
        var value = attribute.Value;
        switch (attribute.Type)
        {
            case StunAttributeType.ErrorCode:
                Assert.True(ErrorCodeAttribute.TryRead(value, out var error, out var reason));
                Assert.False(reason.IsEmpty);
                Error = error;
                break;
            case StunAttributeType.XorRelayedAddress:
                Assert.True(XorAddress.TryRead(value, id, out var relayed));
                Relayed.Add(relayed);
                break;
            case StunAttributeType.XorMappedAddress:
                Assert.True(XorAddress.TryRead(value, id, out var mapped));
                Mapped = mapped;
                break;
            case StunAttributeType.Lifetime:
                Assert.True(Duet.Stun.Lifetime.TryRead(value, out var lifetime));
                Lifetime = lifetime.TotalSeconds;
                break;
            case StunAttributeType.ReservationToken:
                Assert.True(ReservationToken.TryRead(value, out var token));
                Token = token;
                break;
            case StunAttributeType.AddressErrorCode:
                Assert.True(AddressErrorCode.TryRead(value, out var family, out var code, out _));
                Failure = new AddressFailure(family, code);
                break;
            case StunAttributeType.UnknownAttributes:
                Assert.True(UnknownAttributes.TryRead(value, out var unknown));
                for (var index = 0; index < unknown.Count; index++) Unknown.Add(unknown[index]);
                break;
            case StunAttributeType.Nonce:
                Nonce = value.ToArray();
                break;
        }
    }
}
