using Duet.Signaling.Ice;
using Duet.Signaling.Rooms;

namespace Duet.Signaling.Tests.Harness;

/// <summary>ICE servers from which a test can tell for whom and for what they were asked.</summary>
internal sealed class FixedIceServers : IIceServerProvider
{
    public IceConfiguration ForPreparation(Uid uid) => new([new IceServer(["stun:prepare.example"], null, null)], "all");

    public IceConfiguration ForSeat(Uid uid) => new([new IceServer(["turn:seat.example"], uid.Value, "secret")], "relay");
}
