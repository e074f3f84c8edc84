using System.Net;
using Duet.Load.Turn.Links;
using Duet.Stun;

namespace Duet.Load.Turn.Paced;

/// <summary>Brings calls to where both ends may send.</summary>
internal static class CallSetup
{
    // Not the relay's own address: a relay may well treat that one otherwise.
    private static readonly IPAddress _plainPeer = IPAddress.Parse("127.0.0.2");

    /// <returns>The ends, neighbours being partners.</returns>
    public static IReadOnlyList<Endpoint> Open(TurnLoop loop, TurnMode mode, LoadOptions options, CancellationToken stopping)
    {
        var pass = new RequestPass(loop, options.TurnInFlight);
        var ends = new List<Endpoint>(2 * options.Calls);
        for (var call = 0; call < options.Calls; call++)
        {
            ends.Add(loop.AddClient());
            ends.Add(mode.BothRelayed ? loop.AddClient() : loop.AddPeer(_plainPeer));
        }

        var clients = ends.Where(end => end.Client is not null).ToArray();
        pass.Run(clients, client => client.Client!.Allocate(), TurnClientState.Allocated, stopping);
        foreach (var end in ends) ConnectPeer(end, ends[end.Index ^ 1]);
        pass.Run(clients, client => client.Client!.Bind(AddressOf(ends[client.Index ^ 1])), TurnClientState.Ready, stopping);
        if (options.Gso) CutBursts(ends, options.PacketBytes);
        return ends;
    }

    private static void ConnectPeer(Endpoint end, Endpoint partner)
    {
        if (end.Client is null) ((UdpLink)end.Link).Connect(partner.Client!.Relayed.ToIPEndPoint());
    }

    private static TransportAddress AddressOf(Endpoint end) => end.Client?.Relayed ?? TransportAddress.From(((UdpLink)end.Link).LocalAddress);

    private static void CutBursts(List<Endpoint> ends, int payloadBytes)
    {
        foreach (var end in ends)
        {
            if (end.Link is UdpLink link) link.CutInto(end.Client is null ? payloadBytes : ChannelData.HeaderSize + payloadBytes);
        }
    }
}
