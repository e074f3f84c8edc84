namespace Duet.Turn.Authentication;

/// <summary>What became of a nonce.</summary>
internal enum NonceVerdict
{
    /// <summary>Too old, somebody else's, or nobody's: 438 with a fresh one (RFC 8489 section 9.2.4).</summary>
    Stale,

    /// <summary>We gave it to this client less than 10 minutes ago.</summary>
    Valid,
}
