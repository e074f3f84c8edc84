using Duet.Stun;
using Duet.Turn.Tests.Requests.Harness;

namespace Duet.Turn.Tests.Fuzz;

/// <summary>What a client can use at this moment. What has expired is nothing, whether it is still kept or not.</summary>
internal static class Holdings
{
    /// <summary>The same number as long as nothing is different.</summary>
    /// <param name="client">Whose.</param>
    /// <param name="peers">Whom permissions and channels are looked up for.</param>
    public static int Of(FakeClient client, IReadOnlyList<TransportAddress> peers)
    {
        var now = client.Relay.Now;
        if (!client.Relay.Table.TryFind(client.FiveTuple, out var allocation)) return 0;

        var live = 0;
        var holdings = new HashCode();
        foreach (var family in new[] { InternetAddressFamily.IPv4, InternetAddressFamily.IPv6 })
        {
            if (allocation.RelayOf(family) is not { } relay || !relay.IsLive(now)) continue;

            live++;
            holdings.Add((relay.Advertised, relay.Expires));
            foreach (var peer in peers.Where(peer => peer.Family == family))
                holdings.Add((allocation.HasPermission(peer.Address, now), allocation.TryFindChannel(peer, now, out var channel), channel));
        }

        return live == 0 ? 0 : holdings.ToHashCode();
    }
}
