using Duet.Stun;
using Duet.Turn.Sockets;

namespace Duet.Turn.Allocations;

/// <summary>A bound UDP port that is an allocation's relayed transport address, or may become one.</summary>
/// <param name="Worker">The worker that the socket was bound for.</param>
/// <param name="Socket">The socket; its <see cref="IDatagramSocket.LocalAddress"/> is what is bound.</param>
/// <param name="Advertised">What clients and peers are told, which behind a NAT is not what is bound.</param>
internal readonly record struct RelayPort(int Worker, IDatagramSocket Socket, TransportAddress Advertised);
