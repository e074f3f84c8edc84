using Duet.Turn.Allocations;

namespace Duet.Turn.Requests;

/// <summary>Where a request came from, and on which worker it is answered.</summary>
/// <param name="FiveTuple">The way it came. An IPv4-mapped IPv6 address is reduced to its IPv4 address by now.</param>
/// <param name="Worker">The worker that the client's packets come to.</param>
/// <param name="Link">The way back, where the client came over a stream.</param>
internal readonly record struct RequestContext(FiveTuple FiveTuple, int Worker, IClientLink? Link);
