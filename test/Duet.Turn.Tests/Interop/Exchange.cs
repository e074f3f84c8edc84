using Duet.Stun;

namespace Duet.Turn.Tests.Interop;

/// <summary>A request that a client sent, and what the server made of it.</summary>
internal sealed class Exchange
{
    private readonly byte[] _datagram;

    private Exchange(in StunMessage request, ReadOnlySpan<byte> datagram)
    {
        (Id, Method, _datagram) = (request.TransactionId, request.Method, datagram.ToArray());
        foreach (var attribute in request.Attributes) Sent.Add(attribute.Type);
    }

    public TransactionId Id { get; }

    public StunMethod Method { get; }

    /// <summary>The attributes of the request, in their order.</summary>
    public List<StunAttributeType> Sent { get; } = [];

    public bool IsAccepted { get; private set; }

    /// <summary>How it was refused.</summary>
    public StunErrorCode? Error { get; private set; }

    /// <summary>Null where this is no request.</summary>
    public static Exchange? Begin(ReadOnlySpan<byte> datagram) =>
        StunMessage.TryRead(datagram, out var message) && message.Class is StunClass.Request ? new Exchange(message, datagram) : null;

    /// <summary>Whether it is the other once more, byte for byte: one that was signed anew is not, though it may have the same id.</summary>
    public bool Repeats(Exchange other) => _datagram.AsSpan().SequenceEqual(other._datagram);

    public void End(in StunMessage reply)
    {
        IsAccepted = reply.Class is StunClass.SuccessResponse;
        if (reply.TryFind(StunAttributeType.ErrorCode, out var error) && ErrorCodeAttribute.TryRead(error.Value, out var code, out _)) Error = code;
    }

    public override string ToString() => $"{Method} ({string.Join(' ', Sent)}): {(IsAccepted ? "success" : Error?.ToString() ?? "silence")}";
}
