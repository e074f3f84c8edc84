using System.Collections.Concurrent;
using Duet.Stun;
using Duet.Turn.Allocations;
using Duet.Turn.Sockets;

namespace Duet.Turn.Tests.Requests.Harness;

/// <summary>The ports of a machine: which are bound, for which worker, and which another program has. A port is freed as it is released.</summary>
internal sealed class FakePorts
{
    private readonly ConcurrentDictionary<TransportAddress, int> _bound = new();

    /// <summary>Says which ports another program has.</summary>
    public Predicate<TransportAddress> TakenElsewhere { get; set; } = _ => false;

    /// <summary>Runs in the middle of every bind.</summary>
    public Action Binding { get; set; } = () => { };

    /// <summary>Makes the sockets.</summary>
    public Func<TransportAddress, IDatagramSocket> Open { get; set; } = local => new FakeSocket(local);

    /// <summary>How often the system was asked for a port.</summary>
    public int Binds { get; private set; }

    public IReadOnlyCollection<TransportAddress> Bound => [.. _bound.Keys];

    public int WorkerOf(TransportAddress address) => _bound[address];

    public IDatagramSocket? Bind(int worker, TransportAddress local)
    {
        Binds++;
        Binding();
        return !TakenElsewhere(local) && _bound.TryAdd(local, worker) ? Open(local) : null;
    }

    public void Release(RelayPort port) =>
        Assert.True(_bound.TryRemove(port.Socket.LocalAddress, out _), $"{port.Socket.LocalAddress} was released, but is not bound.");
}
