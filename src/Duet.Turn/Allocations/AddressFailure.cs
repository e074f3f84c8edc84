using Duet.Stun;

namespace Duet.Turn.Allocations;

/// <summary>The family that a dual allocation was refused while it got the other (RFC 8656 section 7.2, item 9).</summary>
/// <param name="Family">The family without a relayed address.</param>
/// <param name="Code">440 where the relay does not serve it, 508 where no port was free.</param>
internal readonly record struct AddressFailure(InternetAddressFamily Family, StunErrorCode Code);
