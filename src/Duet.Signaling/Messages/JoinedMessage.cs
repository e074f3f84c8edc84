using Duet.Signaling.Ice;

namespace Duet.Signaling.Messages;

/// <summary>The first answer to every successful <c>join</c>: you hold a seat.</summary>
internal sealed record JoinedMessage(
    string RoomId,
    string Uid,
    string Seat,
    IReadOnlyList<IceServer> IceServers,
    string IceTransportPolicy,
    int KeepaliveSeconds) : ServerMessage;
