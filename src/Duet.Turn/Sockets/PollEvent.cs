namespace Duet.Turn.Sockets;

/// <summary>A socket has something.</summary>
/// <param name="Token">What the socket was added with.</param>
/// <param name="Readable">Datagrams wait.</param>
/// <param name="Error">ICMP errors wait: read them until there are none, or the socket has an event for ever.</param>
internal readonly record struct PollEvent(int Token, bool Readable, bool Error);
