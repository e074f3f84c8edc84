using Duet.Stun;
using Duet.Turn.Peers;

namespace Duet.Turn.Authentication;

/// <summary>
/// Says how often a network is answered before it proved who it is. Sender addresses of UDP can be forged, so that each such answer may go
/// to somebody who never asked. Over the limit there is silence.
/// </summary>
/// <remarks>
/// The table has a fixed size, whatever addresses are forged. Two networks that fall into one bucket share it; which ones do is another
/// matter in every process, as <see cref="HashCode"/> is seeded.
/// </remarks>
internal sealed class UnauthenticatedReplyLimit
{
    private const int Buckets = 64 * 1024;
    private const int IPv4HostBits = 8;
    private const int IPv6HostBits = 64;

    private readonly long[] _fullAt = new long[Buckets];
    private readonly TokenRate _rate;

    public UnauthenticatedReplyLimit(TurnOptions options, TimeProvider time)
    {
        _rate = new TokenRate(options.UnauthenticatedRepliesPerSecond, options.UnauthenticatedReplyBurst, time.TimestampFrequency);
        Array.Fill(_fullAt, TokenRate.Full);
    }

    /// <summary>False where the /24 or /64 network of <paramref name="client"/> had its share: say nothing.</summary>
    public bool TryTake(in InternetAddress client, long now) => _rate.TryTake(ref _fullAt[BucketOf(client)], 1, now);

    // Stream listeners may see IPv4 clients as IPv4-mapped: all of them are not one /64.
    private static int BucketOf(in InternetAddress client)
    {
        var address = EmbeddedIPv4.Unmap(client);
        var network = address.Bits >> (address.Family is InternetAddressFamily.IPv4 ? IPv4HostBits : IPv6HostBits);
        return HashCode.Combine(address.Family, (ulong)network) & (Buckets - 1);
    }
}
