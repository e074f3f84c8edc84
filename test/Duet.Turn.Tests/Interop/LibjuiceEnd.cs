namespace Duet.Turn.Tests.Interop;

/// <summary>How one end of a call fared.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Local">The kind of its own candidate that is in use.</param>
/// <param name="Remote">The kind of the other end's.</param>
/// <param name="Transport">What they are reached over.</param>
/// <param name="Received">Messages that came, in order and as they were sent.</param>
internal sealed record LibjuiceEnd(string Name, string Local, string Remote, string Transport, int Received);
