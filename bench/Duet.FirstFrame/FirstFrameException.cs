namespace Duet.FirstFrame;

/// <summary>The run cannot go on; the message says why in one line.</summary>
internal sealed class FirstFrameException(string message) : Exception(message);
