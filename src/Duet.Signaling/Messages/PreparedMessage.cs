using Duet.Signaling.Ice;

namespace Duet.Signaling.Messages;

/// <summary>Answers <c>prepare</c>: what a page needs to warm up before the join.</summary>
internal sealed record PreparedMessage(IReadOnlyList<IceServer> IceServers, string IceTransportPolicy) : ServerMessage;
