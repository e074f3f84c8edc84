namespace Duet.Soak.Checks;

/// <summary>How far a client had come with what it says.</summary>
/// <param name="Seq">The number of its last message.</param>
/// <param name="To">Who sits across; empty where nobody does.</param>
/// <param name="Letters">How many letters were sent to them.</param>
internal readonly record struct Mark(long Seq, string To, int Letters);
