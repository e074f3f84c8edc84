namespace Duet.Lab.Reporting;

/// <summary>What the report of a run says of one case.</summary>
/// <param name="Name">The case.</param>
/// <param name="Complaint">What is wrong; null where it passed.</param>
internal sealed record Verdict(string Name, string? Complaint);
