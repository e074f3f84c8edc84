using System.Net;
using Duet.Signaling.Ice;
using Duet.Signaling.Rooms;
using Duet.Signaling.Sessions;

namespace Duet.Signaling.Seats;

/// <summary>
/// One of a room's two seats, from the join to its end. It outlives the connections of its holder, and the <see cref="Participant"/> that
/// sits on it: a page that is reloaded comes back as another. Changes inside of the room's gate only.
/// </summary>
/// <param name="uid">The name of its holder.</param>
/// <param name="ice">Their credentials for the relay.</param>
/// <param name="held">Where it goes while nobody is connected; null for a seat that ends with its connection.</param>
internal sealed class Seat(Uid uid, IIceLease ice, HeldSeats? held = null)
{
    // A connection that comes and goes all day long must not pile up credentials: after so many, the last ones are told again.
    private const int MostLeases = 16;

    private IIceLease _ice = ice;
    private int _leases = 1;
    private long _heldUntil;
    private long _freshUntil;

    public Uid Uid { get; } = uid;

    /// <summary>What takes this seat back after a lost connection.</summary>
    public SeatSecret Secret { get; } = SeatSecret.Create();

    public bool IsResumable => held is not null;

    /// <summary>The room that it is in, once it is.</summary>
    public Room? Room { get; set; }

    /// <summary>Who sits here, connected or away; null while it is only kept for a page that is reloaded.</summary>
    public Participant? Participant { get; set; }

    /// <summary>What its holder is told of the relay.</summary>
    public IceConfiguration Ice => _ice.Configuration;

    /// <summary>Whether a resume gets credentials of its own.</summary>
    public bool WantsLease => Volatile.Read(ref _leases) < MostLeases;

    /// <summary>Makes another participant, for the page that was loaded anew.</summary>
    public Participant OccupyAnew(ClientConnection connection)
    {
        _freshUntil = held!.TimestampIn(held.Options.ReloadTimeout);
        return Occupy(connection);
    }

    /// <summary>Makes the participant who sits here from now on.</summary>
    public Participant Occupy(ClientConnection connection)
    {
        Participant = new Participant(this, connection, held is null ? null : new UnseenMessages(held.Options.MaxOutboxBytes));
        return Participant;
    }

    /// <summary>Holds the seat without a connection. False where it is not to be held, or its address holds too many.</summary>
    public bool TryHold(bool forReload, IPAddress address)
    {
        var timeout = held is null ? TimeSpan.Zero : forReload ? held.Options.ReloadTimeout : held.Options.ResumeTimeout;
        if (timeout == TimeSpan.Zero) return false;
        if (_heldUntil == 0 && !held!.TryAdd(this, address)) return false;

        _heldUntil = held!.TimestampIn(timeout);
        return true;
    }

    /// <summary>How long it is kept at most for a page that is reloaded; null while somebody sits here, connected or away.</summary>
    public TimeSpan? KeptFor => Participant is null ? held!.TimeUntil(_heldUntil) : null;

    /// <summary>Whether a page has just started over here, so that the last words of the page before it may still come.</summary>
    public bool IsFresh => _freshUntil != 0 && held!.TimeUntil(_freshUntil) > TimeSpan.Zero;

    public bool IsExpired(long now) => _heldUntil != 0 && now >= _heldUntil;

    /// <summary>It is held no more: it has a connection again, or is over.</summary>
    public void Release()
    {
        _heldUntil = 0;
        held?.Remove(this);
    }

    /// <summary>Takes new credentials; those that are in use stay good until the seat's end.</summary>
    public void Renew(IIceLease lease)
    {
        lease.Adopt(_ice);
        _ice = lease;
        _leases++;
    }

    /// <summary>Gives back what it had. For whoever took it out of its room, once.</summary>
    public void End() => _ice.Dispose();
}
