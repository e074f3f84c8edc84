using Duet.Stun;

namespace Duet.Turn.Allocations;

/// <summary>The channels of one allocation: a snapshot that the packet path reads from any thread.</summary>
/// <remarks>Writers hold the allocation's lock. An array that is walked: an allocation of a call has one or two of them.</remarks>
internal sealed class ChannelList
{
    private ChannelBinding[] _snapshot = [];

    /// <summary>How many there are, expired ones included until a sweep takes them out.</summary>
    public int Count => Volatile.Read(ref _snapshot).Length;

    /// <summary>When the first of them expires.</summary>
    public long NextExpiry => _snapshot.Length == 0 ? long.MaxValue : _snapshot.Min(channel => channel.Expires);

    public ChannelBinding? Find(ChannelNumber number, long now)
    {
        foreach (var channel in Volatile.Read(ref _snapshot))
        {
            if (channel.Number == number && channel.IsLive(now)) return channel;
        }

        return null;
    }

    public ChannelBinding? Find(in TransportAddress peer, long now)
    {
        foreach (var channel in Volatile.Read(ref _snapshot))
        {
            if (channel.Peer == peer && channel.IsLive(now)) return channel;
        }

        return null;
    }

    /// <summary>Whether there is room for a channel with this number, which may be there already.</summary>
    public bool HasRoomFor(ChannelNumber number, int limit, long now) =>
        Find(number, now) is not null || _snapshot.Count(channel => channel.IsLive(now)) < limit;

    /// <summary>Binds or refreshes; the caller has made sure that neither side is bound otherwise.</summary>
    public void Bind(ChannelNumber number, in TransportAddress peer, long now, long expires)
    {
        if (Find(number, now) is { } bound)
        {
            bound.Expires = expires;
        }
        else
        {
            RemoveExpired(now);
            Volatile.Write(ref _snapshot, [.. _snapshot, new ChannelBinding(number, peer, expires)]);
        }
    }

    public void RemoveExpired(long now) => Keep(channel => channel.IsLive(now));

    public void RemoveFamily(InternetAddressFamily family) => Keep(channel => channel.Peer.Family != family);

    private void Keep(Predicate<ChannelBinding> kept) => Volatile.Write(ref _snapshot, Array.FindAll(_snapshot, kept));
}
