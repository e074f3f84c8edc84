using Duet.Turn.Authentication;

namespace Duet.Turn.Allocations;

/// <summary>How long and how many: spans for the wire, timestamps of <see cref="TimeProvider.GetTimestamp"/> for the relay.</summary>
/// <param name="options">AllocationRules of allocations, and how much of everything there may be.</param>
/// <param name="time">Asked for its frequency only: every moment is handed in.</param>
internal sealed class AllocationRules(TurnOptions options, TimeProvider time)
{
    /// <summary>RFC 8656 section 9: it must be 300 seconds.</summary>
    public static TimeSpan PermissionLifetime { get; } = TimeSpan.FromMinutes(5);

    /// <summary>RFC 8656 section 12: 10 minutes.</summary>
    public static TimeSpan ChannelLifetime { get; } = TimeSpan.FromMinutes(10);

    /// <summary>RFC 8656 section 7.2: at least 30 seconds.</summary>
    public static TimeSpan ReservationLifetime { get; } = TimeSpan.FromSeconds(30);

    private readonly TokenRate _allocationRate = RateOf(options.BytesPerSecondPerAllocation, time);
    private readonly TokenRate _userRate = RateOf(options.BytesPerSecondPerUser, time);

    /// <summary>For one user.</summary>
    public int MaxAllocations => options.AllocationsPerUser;

    public int MaxPermissions => options.PermissionsPerAllocation;

    public int MaxChannels => options.ChannelsPerAllocation;

    public TokenBucket NewAllocationPace() => new(_allocationRate);

    public TokenBucket NewUserPace() => new(_userRate);

    /// <summary>
    /// What an allocation gets that asks for <paramref name="requested"/>, zero where it asks for nothing: never more than the maximum,
    /// never less than the default (RFC 8656 sections 7.2 and 8.2).
    /// </summary>
    public TimeSpan Grant(TimeSpan requested)
    {
        var possible = requested < options.MaxLifetime ? requested : options.MaxLifetime;
        return possible > options.DefaultLifetime ? possible : options.DefaultLifetime;
    }

    /// <summary>The timestamp <paramref name="span"/> after <paramref name="now"/>.</summary>
    public long End(long now, TimeSpan span) => now + (long)(span.TotalSeconds * time.TimestampFrequency);

    /// <summary>Whole seconds until <paramref name="end"/>, rounded up as LIFETIME has no fractions; zero where it has passed.</summary>
    public TimeSpan Left(long end, long now) =>
        end <= now ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Ceiling((end - now) / (double)time.TimestampFrequency));

    private static TokenRate RateOf(int bytesPerSecond, TimeProvider time) => new(bytesPerSecond, bytesPerSecond, time.TimestampFrequency);
}
