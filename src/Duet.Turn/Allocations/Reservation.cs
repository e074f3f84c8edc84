namespace Duet.Turn.Allocations;

/// <summary>A port that is kept for an allocation to come (RFC 8656 section 7.2).</summary>
/// <param name="Port">The bound port.</param>
/// <param name="Owner">Who asked for it, whose reservations are counted.</param>
/// <param name="Expires">The timestamp at which it is given up.</param>
internal sealed record Reservation(RelayPort Port, AllocationOwner Owner, long Expires);
