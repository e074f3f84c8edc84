namespace Duet.Load.Reporting;

/// <summary>One figure of a run: its heading, how it is written, and where it is.</summary>
internal sealed record Column<TResult>(string Heading, string Format, Func<TResult, double> Value);
