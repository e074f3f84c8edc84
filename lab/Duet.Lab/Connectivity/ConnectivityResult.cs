namespace Duet.Lab.Connectivity;

/// <summary>How two people came together.</summary>
/// <param name="Case">Where.</param>
/// <param name="Path">The path that was seen; empty where there was none.</param>
/// <param name="Connected">From the click to both being connected; null where they were not.</param>
/// <param name="Settled">From the click to the path that it has.</param>
/// <param name="Fault">What is wrong; null where nothing is.</param>
internal sealed record ConnectivityResult(ConnectivityCase Case, string Path, TimeSpan? Connected, TimeSpan? Settled, string? Fault);
