using Duet.Stun;

namespace Duet.Turn.Allocations;

/// <summary>The way between one client and the relay, which names its allocation (RFC 8656 section 3.2).</summary>
/// <param name="Client">The client's address as the relay sees it: behind a NAT, the NAT's.</param>
/// <param name="Server">The relay's address that the client sends to.</param>
/// <param name="Protocol">What they speak.</param>
internal readonly record struct FiveTuple(TransportAddress Client, TransportAddress Server, TransportProtocol Protocol);
