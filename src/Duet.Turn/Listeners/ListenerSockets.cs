using Duet.Stun;
using Duet.Turn.Sockets;

namespace Duet.Turn.Listeners;

/// <summary>One worker's sockets that clients send to.</summary>
internal sealed class ListenerSockets(IReadOnlyList<IDatagramSocket> sockets)
{
    private readonly IDatagramSocket[] _sockets = [.. sockets];

    public int Count => _sockets.Length;

    public IDatagramSocket this[int index] => _sockets[index];

    public IEnumerable<TransportAddress> Addresses => _sockets.Select(socket => socket.LocalAddress);

    /// <summary>Datagrams that came faster than they were received.</summary>
    public long ReceiveDrops => _sockets.Sum(socket => socket.ReceiveDrops);

    /// <summary>The one that clients reach under an address of ours: bound to it, or to all addresses of its family.</summary>
    public IDatagramSocket? Find(in TransportAddress server)
    {
        foreach (var socket in _sockets)
        {
            var bound = socket.LocalAddress;
            if (bound.Port == server.Port && bound.Family == server.Family && (bound.Address.IsUnspecified || bound.Address == server.Address)) return socket;
        }

        return null;
    }
}
