using System.Net;
using Duet.Load.Measuring;
using Duet.Stun;

namespace Duet.Load.Turn.Allocate;

/// <summary>Makes many allocations, and gives them up again.</summary>
internal sealed class AllocationWave(TurnLoop loop, int serverId, LoadOptions options, CancellationToken stopping)
{
    // Discard: nothing is sent there.
    private static readonly TransportAddress _peer = TransportAddress.From(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 9));

    private readonly RequestPass _pass = new(loop, options.TurnInFlight);
    private byte _waves;

    /// <summary>New clients with an allocation, a permission and a channel each, and what they cost the server.</summary>
    public (IReadOnlyList<Endpoint> Clients, CpuReading Cpu) Allocate(int count)
    {
        // Each wave comes from another address: a port may come again, and a relay may remember for a while whom it has just served there.
        var address = new IPAddress([127, 0, 1, ++_waves]);
        var clients = Enumerable.Range(0, count).Select(_ => loop.AddClient(address)).ToArray();
        var meter = new CpuMeter(serverId);
        _pass.Run(clients, client => client.Client!.Allocate(), TurnClientState.Allocated, stopping);
        _pass.Run(clients, client => client.Client!.Bind(_peer), TurnClientState.Ready, stopping);
        return (clients, meter.Read());
    }

    public void Release(IReadOnlyList<Endpoint> clients)
    {
        _pass.Run(clients, client => client.Client!.Release(), TurnClientState.Released, stopping);
        foreach (var client in clients) loop.Remove(client);
    }
}
