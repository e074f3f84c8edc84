namespace Duet.Turn.Authentication;

/// <summary>
/// Lets so much through a second. Thread safe, and never waits. A class, as a copy of a bucket would be another bucket.
/// </summary>
internal sealed class TokenBucket(TokenRate rate)
{
    private long _fullAt = TokenRate.Full;

    /// <summary>Takes <paramref name="amount"/> tokens, such as bytes, or none where there are fewer. More than the burst is never there.</summary>
    public bool TryTake(int amount, long now) => rate.TryTake(ref _fullAt, amount, now);
}
