using Duet.Signaling.Rooms;

namespace Duet.Signaling.Ice;

/// <summary>Where rooms get STUN and TURN servers from. The host implements it, so that signaling knows of no relay.</summary>
public interface IIceServerProvider
{
    /// <summary>
    /// Servers for somebody who looks at their preview: credentials that end after five minutes, unless a seat's lease adopts them. This one
    /// need not be disposed.
    /// </summary>
    /// <param name="uid">Who it is.</param>
    /// <param name="reachedAt">Where their connection came in; null where that is not known.</param>
    IIceLease ForPreparation(Uid uid, ReachedAddress? reachedAt);

    /// <summary>Servers for somebody who holds a seat: credentials that are good until the lease is disposed.</summary>
    /// <param name="uid">Who it is.</param>
    /// <param name="reachedAt">Where their connection came in; null where that is not known.</param>
    IIceLease ForSeat(Uid uid, ReachedAddress? reachedAt);
}
