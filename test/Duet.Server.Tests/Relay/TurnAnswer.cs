using Duet.Stun;

namespace Duet.Server.Tests.Relay;

/// <summary>What a test reads of a response.</summary>
/// <param name="Error">Why it was refused; null: it was not.</param>
/// <param name="Realm">REALM, empty where there is none.</param>
/// <param name="Nonce">NONCE, the same.</param>
/// <param name="Mapped">XOR-MAPPED-ADDRESS, where there is one.</param>
internal sealed record TurnAnswer(StunErrorCode? Error, byte[] Realm, byte[] Nonce, TransportAddress? Mapped)
{
    public static TurnAnswer Read(ReadOnlySpan<byte> bytes)
    {
        Assert.True(StunMessage.TryRead(bytes, out var message), "The answer is no STUN message.");
        StunErrorCode? error = ErrorCodeAttribute.TryRead(Value(message, StunAttributeType.ErrorCode), out var code, out _) ? code : null;
        TransportAddress? mapped = XorAddress.TryRead(Value(message, StunAttributeType.XorMappedAddress), message.TransactionId, out var address)
            ? address
            : null;

        Assert.Equal(error is null ? StunClass.SuccessResponse : StunClass.ErrorResponse, message.Class);
        return new TurnAnswer(error, Value(message, StunAttributeType.Realm), Value(message, StunAttributeType.Nonce), mapped);
    }

    private static byte[] Value(in StunMessage message, StunAttributeType type) => message.TryFind(type, out var found) ? found.Value.ToArray() : [];
}
