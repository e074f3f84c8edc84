using Duet.Signaling.Rooms;

namespace Duet.Signaling.Ice;

/// <summary>Where rooms get STUN and TURN servers from. The host implements it, so that signaling knows of no relay.</summary>
public interface IIceServerProvider
{
    /// <summary>Servers for somebody who looks at their preview: credentials that end after five minutes.</summary>
    IceConfiguration ForPreparation(Uid uid);

    /// <summary>Servers for somebody who holds a seat: credentials that last for a call.</summary>
    IceConfiguration ForSeat(Uid uid);
}
