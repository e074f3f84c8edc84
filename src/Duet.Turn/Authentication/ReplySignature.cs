using Duet.Stun;

namespace Duet.Turn.Authentication;

/// <summary>Signs the reply to an authenticated request, success or refusal, with the same key (RFC 8489 section 9.2.4).</summary>
internal readonly struct ReplySignature(in IntegrityKey key, bool isSha256)
{
    private readonly IntegrityKey _key = key;

    /// <summary>MESSAGE-INTEGRITY-SHA256, or MESSAGE-INTEGRITY for a client that knows no other.</summary>
    public bool IsSha256 { get; } = isSha256;

    /// <summary>Comes after every other attribute but FINGERPRINT.</summary>
    public void AddTo(ref StunMessageWriter reply)
    {
        if (IsSha256) reply.AddMessageIntegritySha256(_key.Bytes);
        else reply.AddMessageIntegrity(_key.Bytes);
    }
}
