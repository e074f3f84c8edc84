using Duet.Stun;

namespace Duet.Turn.Allocations;

/// <summary>A channel number that stands for a peer's transport address (RFC 8656 section 12).</summary>
/// <param name="number">The channel's number.</param>
/// <param name="peer">Whom it stands for.</param>
/// <param name="expires">The timestamp at which it is over.</param>
internal sealed class ChannelBinding(ChannelNumber number, TransportAddress peer, long expires)
{
    private long _expires = expires;

    public ChannelNumber Number { get; } = number;

    public TransportAddress Peer { get; } = peer;

    /// <summary>Written by <see cref="ChannelList"/> under the allocation's lock, read by anyone: a refresh needs no new snapshot.</summary>
    public long Expires
    {
        get => Volatile.Read(ref _expires);
        set => Volatile.Write(ref _expires, value);
    }

    public bool IsLive(long now) => now < Expires;
}
