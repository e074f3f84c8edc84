namespace Duet.FirstFrame.Calls;

/// <summary>What a browser did, as <c>instruments.js</c> wrote it down.</summary>
/// <param name="At">Milliseconds since 1970, by the clock of this machine.</param>
/// <param name="Kind">What happened, such as <c>received joined</c>.</param>
/// <param name="Detail">May be empty.</param>
internal sealed record PageEvent(double At, string Kind, string Detail);
