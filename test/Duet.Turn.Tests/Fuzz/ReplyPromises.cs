using Duet.Stun;
using Duet.Turn.Requests;

namespace Duet.Turn.Tests.Fuzz;

/// <summary>What the relay promises of an answer, whatever was asked.</summary>
internal static class ReplyPromises
{
    // RFC 8489 section 6.1: a datagram of 576 bytes, the headers of IPv4 and UDP taken off, gets through everywhere.
    private const int ShortReply = 548;

    /// <summary>Returns whether what the client has may be different now.</summary>
    /// <param name="asked">What the client sent.</param>
    /// <param name="bytes">The answer; empty for silence.</param>
    /// <param name="way">The same number for answers of one kind.</param>
    public static bool Check(FuzzedMessage asked, ReadOnlySpan<byte> bytes, out int way)
    {
        way = 0;
        if (bytes.IsEmpty) return false;

        Assert.True(StunMessage.TryRead(asked.Bytes, out var request) && request.Class is StunClass.Request);
        Assert.True(StunMessage.TryRead(bytes, out var reply));
        Assert.Equal((request.Method, request.TransactionId), (reply.Method, reply.TransactionId));

        var isSuccess = reply.Class is StunClass.SuccessResponse;
        Assert.True(isSuccess || reply.Class is StunClass.ErrorResponse);
        Assert.Equal(isSuccess, !reply.Has(StunAttributeType.ErrorCode));

        var isSigned = IsSigned(asked, reply);
        Assert.InRange(bytes.Length, StunHeader.Size, isSigned ? RequestPipeline.MaxReplyBytes : ShortReply);
        Assert.True(asked.Signer is not null || !isSigned, "It is signed for whoever guessed.");
        Assert.True(isSigned || !isSuccess || reply.Method is StunMethod.Binding, "A stranger was told yes.");
        way = HashCode.Combine(WayOf(reply), isSigned ? WayOf(request) : 0); // What a stranger says besides makes no difference.
        return isSuccess && isSigned;
    }

    private static bool IsSigned(FuzzedMessage asked, in StunMessage reply)
    {
        if (!reply.Has(StunAttributeType.MessageIntegrity) && !reply.Has(StunAttributeType.MessageIntegritySha256)) return false;

        Assert.True(MessageIntegrity.Verify(reply, asked.Key) || MessageIntegritySha256.Verify(reply, asked.Key));
        return true;
    }

    private static int WayOf(in StunMessage message)
    {
        var way = new HashCode();
        way.Add((message.Class, message.Method));
        foreach (var attribute in message.Attributes) way.Add((attribute.Type, attribute.Value.Length));
        if (message.TryFind(StunAttributeType.ErrorCode, out var error) && ErrorCodeAttribute.TryRead(error.Value, out var code, out _))
            way.Add(code);
        return way.ToHashCode();
    }
}
