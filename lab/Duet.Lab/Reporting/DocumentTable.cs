namespace Duet.Lab.Reporting;

/// <summary>A Markdown table for a document.</summary>
/// <param name="Head">Its head, two lines.</param>
/// <param name="Rows">A row for each case, which its first cell names.</param>
/// <param name="IsPart">Whether only some cases ran: what the document has of the others stays.</param>
internal sealed record DocumentTable(string Head, IReadOnlyList<string> Rows, bool IsPart);
