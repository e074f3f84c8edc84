using Duet.Stun;

namespace Duet.Turn.Allocations;

/// <summary>All that an allocation is made from, checked by the time it gets here.</summary>
/// <param name="FiveTuple">Where the request came from.</param>
/// <param name="Username">Who proved to be who.</param>
/// <param name="Worker">The worker that the client belongs to.</param>
/// <param name="Link">The way back, where the client came over a stream.</param>
/// <param name="TransactionId">The request's, by which its retransmission is known.</param>
/// <param name="Wish">What is asked for.</param>
/// <param name="Lifetime">What is asked for; zero where nothing is.</param>
internal readonly record struct AllocationRequest(
    FiveTuple FiveTuple,
    string Username,
    int Worker,
    IClientLink? Link,
    TransactionId TransactionId,
    RelayWish Wish,
    TimeSpan Lifetime);
