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
        private readonly List<TurnCredential> _credentials;

        public Lease(EmbeddedRelay? relay, TurnCredential? credential, ReachedAddress? reachedAt, IceConfiguration configured)
        {
            _relay = relay;
            _credentials = credential is null ? [] : [credential];
            Configuration = relay is null || credential is null
                ? configured
                : configured with { IceServers = [.. relay.ServersFor(reachedAt, credential), .. configured.IceServers] };
        }

        public IceConfiguration Configuration { get; }

        public void Adopt(IIceLease other)
        {
            if (_relay is null || other is not Lease former) return;

            foreach (var credential in former._credentials) _relay.Adopt(credential); // One that was issued is good as it is.
            _credentials.AddRange(former._credentials);
        }

        public void Dispose()
        {
            if (_relay is null) return;
            foreach (var credential in _credentials) _relay.End(credential);
        }
    }
}
