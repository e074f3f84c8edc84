using Duet.Stun;

namespace Duet.Turn.Allocations;

/// <summary>Which relayed transport addresses an Allocate request asks for (RFC 8656 section 7.1).</summary>
/// <param name="Family">One family, or null for both: ADDITIONAL-ADDRESS-FAMILY.</param>
/// <param name="Parity">What its port should be.</param>
/// <param name="Token">A port that was reserved before, which makes the others not matter.</param>
internal readonly record struct RelayWish(InternetAddressFamily? Family, PortParity Parity, ReservationToken? Token);
