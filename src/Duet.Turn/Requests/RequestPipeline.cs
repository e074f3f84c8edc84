using Duet.Stun;
using Duet.Turn.Authentication;

namespace Duet.Turn.Requests;

/// <summary>Answers STUN and TURN requests: bytes, where they came from and when go in, the bytes of the reply come out.</summary>
/// <remarks>
/// <code>
/// bytes
///   | 1. one whole request of a method that is served  --no-->  silence
///   | 2. FINGERPRINT, if there is one, is right        --no-->  silence
///   | 3. who sends it? Binding needs no answer to that
///   | 4. nobody knows, and the limit is reached        --yes->  silence
///   | 5. it proves what it says                        --no-->  400, 401 or 438
///   | 6. its required attributes are all known         --no-->  420
///   | 7. the handler of its method decides
///   v 8. one place writes, and signs where the request was signed
/// reply
/// </code>
/// Threads: any, but the requests of one 5-tuple come from one at a time. What is not authentic takes nothing from the heap.
/// </remarks>
internal sealed class RequestPipeline(Authenticator authenticator, UnauthenticatedReplyLimit limit, RequestHandlers handlers)
{
    /// <summary>Room for any reply, in bytes.</summary>
    public const int MaxReplyBytes = 1024;

    /// <summary>Answers what a client sent.</summary>
    /// <param name="context">Where it came from.</param>
    /// <param name="bytes">One message, whatever it is.</param>
    /// <param name="now">The timestamp of its arrival.</param>
    /// <param name="reply">Takes the reply: at least <see cref="MaxReplyBytes"/>.</param>
    /// <returns>Bytes of the reply; 0: say nothing.</returns>
    public int Answer(in RequestContext context, ReadOnlySpan<byte> bytes, long now, Span<byte> reply)
    {
        // 1. RFC 8489 section 6.3: what is malformed, or of a method that is not served, is dropped without a word.
        if (!StunMessage.TryRead(bytes, out var message) || message.Class is not StunClass.Request) return 0;
        if (!IsServed(message.Method)) return 0;

        // 2. The same section: so is what has a wrong fingerprint.
        if (message.Has(StunAttributeType.Fingerprint) && !Fingerprint.Verify(message)) return 0;

        // 3. RFC 8489 section 9.2.4, but whatever a Binding request carries of credentials is ignored.
        var isOpen = message.Method is StunMethod.Binding;
        var identity = isOpen ? default : authenticator.Authenticate(message, context.FiveTuple.Client, now);
        var request = new TurnRequest(message, context, identity, now);

        // 4. The address may be forged, so an answer may go to somebody who never asked.
        if (!identity.IsAuthenticated && !limit.TryTake(context.FiveTuple.Client.Address, now)) return 0;

        // 5.
        if (!identity.IsAuthenticated && !isOpen) return Write(request, TurnReply.Refuse(identity.Refusal), [], reply);

        // 6. After authentication, as RFC 8489 section 6.3 has it: a stranger gets a challenge, whatever else is in the request.
        Span<StunAttributeType> unknown = stackalloc StunAttributeType[UnknownRequired.MaxListed];
        unknown = unknown[..UnknownRequired.Find(message, unknown)];
        if (!unknown.IsEmpty) return Write(request, TurnReply.Refuse(StunErrorCode.UnknownAttribute), unknown, reply);

        // 7.
        var decision = isOpen ? BindingHandler.Decide(request) : handlers.Decide(request);
        return Write(request, decision, [], reply);
    }

    // 8. A client that checks fingerprints sends them.
    private int Write(in TurnRequest request, in TurnReply decision, ReadOnlySpan<StunAttributeType> unknown, Span<byte> reply)
    {
        var message = request.Message;
        var identity = request.Identity;
        var @class = decision.Refusal is null ? StunClass.SuccessResponse : StunClass.ErrorResponse;
        var writer = new StunMessageWriter(reply, @class, message.Method, message.TransactionId);
        decision.AddTo(ref writer);
        if (!unknown.IsEmpty) writer.AddUnknownAttributes(unknown);
        if (identity.IsChallenge) authenticator.AddChallenge(ref writer, identity.WantsName, request.Context.FiveTuple.Client, request.Now);
        if (identity.IsAuthenticated) identity.Signature.AddTo(ref writer);
        if (message.Has(StunAttributeType.Fingerprint)) writer.AddFingerprint();
        return writer.Length;
    }

    private static bool IsServed(StunMethod method) => method
        is StunMethod.Binding
        or StunMethod.Allocate
        or StunMethod.Refresh
        or StunMethod.CreatePermission
        or StunMethod.ChannelBind;
}
