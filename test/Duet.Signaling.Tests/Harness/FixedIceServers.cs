using System.Collections.Concurrent;
using Duet.Signaling.Ice;
using Duet.Signaling.Rooms;

namespace Duet.Signaling.Tests.Harness;

/// <summary>ICE servers from which a test can tell for whom and for what they were asked, and which leases are over.</summary>
internal sealed class FixedIceServers : IIceServerProvider
{
    /// <summary>Every lease of a seat, in order.</summary>
    public ConcurrentQueue<Lease> Seats { get; } = new();

    public IIceLease ForPreparation(Uid uid, ReachedAddress? reachedAt) =>
        new Lease(uid, reachedAt, new IceConfiguration([new IceServer(["stun:prepare.example"], null, null)], "all"));

    public IIceLease ForSeat(Uid uid, ReachedAddress? reachedAt)
    {
        var lease = new Lease(uid, reachedAt, new IceConfiguration([new IceServer(["turn:seat.example"], uid.Value, "secret")], "relay"));
        Seats.Enqueue(lease);
        return lease;
    }

    internal sealed class Lease(Uid uid, ReachedAddress? reachedAt, IceConfiguration configuration) : IIceLease
    {
        public Uid Uid { get; } = uid;

        public ReachedAddress? ReachedAt { get; } = reachedAt;

        public IceConfiguration Configuration { get; } = configuration;

        public IIceLease? Adopted { get; private set; }

        public int TimesEnded { get; private set; }

        public void Adopt(IIceLease prepared) => Adopted = prepared;

        public void Dispose() => TimesEnded++;
    }
}
