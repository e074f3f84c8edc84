namespace Duet.Load.Turn;

/// <summary>How far a client is; each state but those of rest waits for one answer.</summary>
internal enum TurnClientState
{
    Idle,
    Allocating,

    /// <summary>It has a relayed address, and no peer yet.</summary>
    Allocated,
    Permitting,
    Binding,

    /// <summary>Its channel is bound: packets may go.</summary>
    Ready,
    Releasing,
    Released,
}
