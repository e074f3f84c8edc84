using Duet.Stun;

namespace Duet.Turn.Allocations;

/// <summary>That one IP address may exchange data with an allocation, whatever its port (RFC 8656 section 9).</summary>
/// <param name="peer">The address.</param>
/// <param name="expires">The timestamp at which it is over.</param>
internal sealed class Permission(InternetAddress peer, long expires)
{
    private long _expires = expires;

    public InternetAddress Peer { get; } = peer;

    /// <summary>Written by <see cref="PermissionList"/> under the allocation's lock, read by anyone: a refresh needs no new snapshot.</summary>
    public long Expires
    {
        get => Volatile.Read(ref _expires);
        set => Volatile.Write(ref _expires, value);
    }

    public bool IsLive(long now) => now < Expires;
}
