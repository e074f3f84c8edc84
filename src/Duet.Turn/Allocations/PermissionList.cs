using Duet.Stun;

namespace Duet.Turn.Allocations;

/// <summary>The permissions of one allocation: a snapshot that the packet path reads from any thread.</summary>
/// <remarks>
/// Writers hold the allocation's lock. An array that is walked: an allocation of a call has one to four of them, and comparing addresses beats
/// hashing them.
/// </remarks>
internal sealed class PermissionList
{
    private Permission[] _snapshot = [];

    /// <summary>How many there are, expired ones included until a sweep takes them out.</summary>
    public int Count => Volatile.Read(ref _snapshot).Length;

    /// <summary>When the first of them expires.</summary>
    public long NextExpiry => _snapshot.Length == 0 ? long.MaxValue : _snapshot.Min(permission => permission.Expires);

    /// <summary>Only the address counts, never the port (RFC 8656 section 9).</summary>
    public bool Has(in InternetAddress peer, long now)
    {
        foreach (var permission in Volatile.Read(ref _snapshot))
        {
            if (permission.Peer == peer) return permission.IsLive(now);
        }

        return false;
    }

    /// <summary>Installs or refreshes one for each peer; false, and nothing changed, where that made more than <paramref name="limit"/>.</summary>
    public bool TryInstall(ReadOnlySpan<InternetAddress> peers, int limit, long now, long expires)
    {
        var next = Kept(peers, now);
        foreach (var peer in peers)
        {
            if (!Holds(next, peer)) next.Add(new Permission(peer, expires));
            if (next.Count > limit) return false;
        }

        foreach (var permission in next)
        {
            if (peers.Contains(permission.Peer)) permission.Expires = expires;
        }

        Volatile.Write(ref _snapshot, [.. next]);
        return true;
    }

    public void RemoveExpired(long now) => Keep(permission => permission.IsLive(now));

    public void RemoveFamily(InternetAddressFamily family) => Keep(permission => permission.Peer.Family != family);

    private void Keep(Predicate<Permission> kept) => Volatile.Write(ref _snapshot, Array.FindAll(_snapshot, kept));

    // Those that live, and those that are about to be refreshed.
    private List<Permission> Kept(ReadOnlySpan<InternetAddress> peers, long now)
    {
        var kept = new List<Permission>(_snapshot.Length + 1);
        foreach (var permission in _snapshot)
        {
            if (permission.IsLive(now) || peers.Contains(permission.Peer)) kept.Add(permission);
        }

        return kept;
    }

    private static bool Holds(List<Permission> permissions, in InternetAddress peer)
    {
        foreach (var permission in permissions)
        {
            if (permission.Peer == peer) return true;
        }

        return false;
    }
}
