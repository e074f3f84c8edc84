namespace Duet.Load;

/// <summary>A run that cannot give a figure; the message is the one line that the person at the terminal reads.</summary>
internal sealed class LoadException(string message) : Exception(message);
