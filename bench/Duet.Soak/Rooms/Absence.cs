namespace Duet.Soak.Rooms;

/// <summary>How long somebody has no connection that they read from, and what has become of their seat then.</summary>
/// <param name="Length">After this they come back.</param>
/// <param name="HeldFor">Until then the seat is certainly held.</param>
/// <param name="OverAfter">From then on it is certainly over.</param>
internal readonly record struct Absence(TimeSpan Length, TimeSpan HeldFor, TimeSpan OverAfter);
