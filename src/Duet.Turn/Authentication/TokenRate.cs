using System.Runtime.CompilerServices;

namespace Duet.Turn.Authentication;

/// <summary>
/// So many tokens a second, so many at once after a pause. A bucket of this rate is one number: the moment at which it will be full again
/// (the virtual scheduling algorithm of ITU-T I.371), so that taking is one comparison and one exchange, from any thread.
/// </summary>
internal readonly record struct TokenRate
{
    /// <summary>A bucket that nothing was taken from.</summary>
    public const long Full = long.MinValue;

    private readonly long _perSecond;
    private readonly long _frequency;
    private readonly long _burstTicks;

    /// <param name="perSecond">Tokens that come back in a second, 1 or more.</param>
    /// <param name="burst">Tokens of a full bucket, 1 or more.</param>
    /// <param name="frequency">Ticks in a second of the timestamps: <see cref="TimeProvider.TimestampFrequency"/>.</param>
    public TokenRate(int perSecond, int burst, long frequency)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(burst);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frequency);
        _perSecond = perSecond;
        _frequency = frequency;
        _burstTicks = TicksFor(burst);
    }

    /// <summary>Takes <paramref name="amount"/> tokens, or none where there are fewer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(ref long fullAt, int amount, long now)
    {
        var ticks = TicksFor(amount);
        while (true)
        {
            var seen = Volatile.Read(ref fullAt);
            var next = Math.Max(seen, now) + ticks;
            if (next - now > _burstTicks) return false;
            if (Interlocked.CompareExchange(ref fullAt, next, seen) == seen) return true;
        }
    }

    // Rounded up, so that what is too small for the clock is not free.
    private long TicksFor(int amount) => ((amount * _frequency) + _perSecond - 1) / _perSecond;
}
