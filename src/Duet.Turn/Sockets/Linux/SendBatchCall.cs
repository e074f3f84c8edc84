namespace Duet.Turn.Sockets.Linux;

/// <summary>Sends messages from a socket: <see cref="LinuxCalls.SendBatch"/>, or what a test puts in its place.</summary>
/// <returns>How many of them were sent, at least the first, or a negative <see cref="Errno"/> that is about the first.</returns>
internal delegate int SendBatchCall(int descriptor, Span<BatchedMessage> messages);
