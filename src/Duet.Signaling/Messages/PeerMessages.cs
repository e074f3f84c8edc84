namespace Duet.Signaling.Messages;

/// <summary>Tells a joiner who is already in the room.</summary>
internal sealed record RespJoinMessage(string RemoteUid) : ServerMessage;

/// <summary>
/// Tells who is already in the room that somebody came, and asks them for an offer, unless <paramref name="Offered"/> is true: then the one
/// they parked was handed over.
/// </summary>
internal sealed record NewPeerMessage(string RemoteUid, bool? Offered = null) : ServerMessage;

/// <summary>Tells who remains that the other left, closed the page or was lost for good.</summary>
internal sealed record PeerLeaveMessage(string RemoteUid) : ServerMessage;
