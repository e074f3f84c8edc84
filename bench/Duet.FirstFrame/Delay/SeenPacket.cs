namespace Duet.FirstFrame.Delay;

/// <summary>What one read of a socket brought: a datagram, or some of a stream.</summary>
/// <param name="At">When the proxy received it, which is when its sender sent it.</param>
/// <param name="Flow">Which conversation of the client it belongs to.</param>
/// <param name="IsFromClient">Its direction.</param>
/// <param name="Bytes">Not changed afterwards.</param>
internal readonly record struct SeenPacket(DateTimeOffset At, Flow Flow, bool IsFromClient, ReadOnlyMemory<byte> Bytes);
