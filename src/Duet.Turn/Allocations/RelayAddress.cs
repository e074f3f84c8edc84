using Duet.Stun;

namespace Duet.Turn.Allocations;

/// <summary>Where relayed ports of one family are.</summary>
/// <param name="Bind">An address of this machine, or the wildcard.</param>
/// <param name="Advertised">What clients and peers are told; the same, unless a NAT stands in front.</param>
internal readonly record struct RelayAddress(InternetAddress Bind, InternetAddress Advertised);
