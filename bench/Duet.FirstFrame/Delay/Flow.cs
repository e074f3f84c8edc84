namespace Duet.FirstFrame.Delay;

/// <summary>A TCP connection, or what one UDP socket of a client exchanges with one port of the server.</summary>
/// <param name="Side">Whose proxy it goes through.</param>
/// <param name="IsStream">TCP, not UDP.</param>
/// <param name="ServerPort">Where it leads.</param>
/// <param name="Number">Counted from 1 for each side and transport.</param>
internal sealed record Flow(string Side, bool IsStream, int ServerPort, int Number);
