using Duet.Server.Relay;
using Duet.Signaling.Ice;
using Duet.Signaling.Rooms;
using Duet.Turn.Authentication;

namespace Duet.Server.Ice;

/// <summary>All that participants are told: the relay of this process, where there is one, and the configured servers.</summary>
internal sealed class IceServers(ConfiguredIceServers configured, EmbeddedRelay? relay) : IIceServerProvider
{
    public IIceLease ForPreparation(Uid uid, ReachedAddress? reachedAt) =>
        new Lease(relay, relay?.Prepare(), reachedAt, configured.ForPreparation(uid));

    public IIceLease ForSeat(Uid uid, ReachedAddress? reachedAt) =>
        new Lease(relay, relay?.Issue(), reachedAt, configured.ForSeat(uid));

    private sealed class Lease : IIceLease
    {
        private readonly EmbeddedRelay? _relay;
        private readonly TurnCredential? _credential;
        private TurnCredential? _adopted;

        public Lease(EmbeddedRelay? relay, TurnCredential? credential, ReachedAddress? reachedAt, IceConfiguration configured)
        {
            _relay = relay;
            _credential = credential;
            Configuration = relay is null || credential is null
                ? configured
                : configured with { IceServers = [.. relay.ServersFor(reachedAt, credential), .. configured.IceServers] };
        }

        public IceConfiguration Configuration { get; }

        public void Adopt(IIceLease prepared)
        {
            if (_relay is null || prepared is not Lease { _credential: { } credential }) return;

            _adopted = credential;
            _relay.Adopt(credential);
        }

        public void Dispose()
        {
            if (_relay is null) return;
            if (_credential is not null) _relay.End(_credential);
            if (_adopted is not null) _relay.End(_adopted);
        }
    }
}
