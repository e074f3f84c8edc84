namespace Duet.Turn.Allocations;

/// <summary>How a client reaches the relay (RFC 8656 section 3.1). Between relay and peer it is always UDP.</summary>
internal enum TransportProtocol : byte
{
    Udp,
    Tcp,
    Tls,
}
