namespace Duet.Soak.Lines;

/// <summary>A connection failed that should not have; the message says how.</summary>
internal sealed class LineException(string message) : Exception(message);
