namespace Duet.Signaling.Messages;

/// <summary>
/// Tells a joiner who is already in the room; <paramref name="Previewed"/> is true where the joiner's answer to the preview went to that very seat.
/// </summary>
internal sealed record RespJoinMessage(string RemoteUid, bool? Previewed = null) : ServerMessage;

/// <summary>
/// Tells who is already in the room that somebody came, and asks them for an offer, unless <paramref name="Offered"/> is true: then the one
/// they parked was handed over. <paramref name="Previewed"/> is true where whoever came had answered the preview before.
/// </summary>
internal sealed record NewPeerMessage(string RemoteUid, bool? Offered = null, bool? Previewed = null) : ServerMessage;

/// <summary>Tells the other that a participant's connection is gone and that their seat is held.</summary>
internal sealed record PeerAwayMessage(string RemoteUid) : ServerMessage;

/// <summary>Tells who has heard <c>peer-away</c> that the participant has taken their seat back.</summary>
internal sealed record PeerBackMessage(string RemoteUid) : ServerMessage;

/// <summary>Tells who remains that the other left, closed the page or was lost for good.</summary>
internal sealed record PeerLeaveMessage(string RemoteUid) : ServerMessage;
