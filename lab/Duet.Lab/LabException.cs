namespace Duet.Lab;

/// <summary>The laboratory cannot go on; the message says why.</summary>
internal sealed class LabException(string message) : Exception(message);
