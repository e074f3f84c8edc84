using Duet.Signaling.Ice;

namespace Duet.Signaling.Messages;

/// <summary>
/// The first answer to every successful <c>join</c> and <c>resume</c>: you hold a seat. <paramref name="ResumeSeconds"/> stands in that of a
/// resumable seat, <paramref name="Resumed"/> and <paramref name="LastSeen"/> in the answer to a <c>resume</c>.
/// </summary>
internal sealed record JoinedMessage(
    string RoomId,
    string Uid,
    string Seat,
    IReadOnlyList<IceServer> IceServers,
    string IceTransportPolicy,
    int KeepaliveSeconds,
    int? ResumeSeconds = null,
    bool? Resumed = null,
    long? LastSeen = null) : ServerMessage;
