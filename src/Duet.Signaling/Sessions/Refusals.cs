using Duet.Signaling.Messages;
using Duet.Signaling.Rooms;

namespace Duet.Signaling.Sessions;

/// <summary>The sentences of every <c>error</c> that a session answers with, in one place for whoever words or translates them.</summary>
internal static class Refusals
{
    public static ErrorMessage Binary { get; } = new(ErrorCode.BadMessage, "A message must be a text frame, this was a binary one.");

    public static ErrorMessage TooLarge(SignalingOptions options) =>
        new(ErrorCode.TooLarge, $"A message may have at most {options.MaxMessageBytes} bytes.");

    public static ErrorMessage TooFast(SignalingOptions options) =>
        new(ErrorCode.TooFast, $"At most {options.MessagesPerSecond} messages a second; this one was dropped.");

    public static ErrorMessage RoomFull(RoomId roomId) => new(ErrorCode.RoomFull, "Two people are already in this room.", roomId.Value);

    public static ErrorMessage SeatKept(RoomId roomId, TimeSpan time) =>
        new(ErrorCode.RoomFull, "A seat is kept for a moment for somebody who has left and may be back at once.", roomId.Value)
        {
            RetryAfter = Math.Max(1, (int)Math.Ceiling(time.TotalSeconds)),
        };

    public static ErrorMessage UidInUse(RoomId roomId) =>
        new(ErrorCode.UidInUse, "Somebody with this uid is already in this room.", roomId.Value);

    public static ErrorMessage NotJoined(RoomId roomId) =>
        new(ErrorCode.NotJoined, "This connection is in no room: join first.", roomId.Value);

    // One sentence for everything that is wrong with a seat: it tells nobody whether a room, a name or a secret was right.
    public static ErrorMessage SeatGone(RoomId roomId) =>
        new(ErrorCode.SeatGone, "There is no such seat to take back.", roomId.Value);

    public static ErrorMessage NotPrepared(RoomId roomId) =>
        new(ErrorCode.NotJoined, "This connection has not prepared for this room under this uid: prepare first.", roomId.Value);

    public static ErrorMessage AlreadyJoined(RoomId roomId) =>
        new(ErrorCode.AlreadyJoined, "This connection is in a room already: leave first.", roomId.Value);

    public static ErrorMessage NotYou(RoomId roomId) =>
        new(ErrorCode.NotYou, "This connection joined another room or with another uid.", roomId.Value);

    public static ErrorMessage NoSuchPeer(RoomId roomId) =>
        new(ErrorCode.NoSuchPeer, "Nobody with this remoteUid is in the room with you.", roomId.Value);

    public static ErrorMessage NotAlone(RoomId roomId) =>
        new(ErrorCode.NoSuchPeer, "You are not alone in the room: name the other in remoteUid.", roomId.Value);

    public static ErrorMessage NoOfferKept(RoomId roomId) =>
        new(ErrorCode.NoSuchPeer, "No offer of yours is kept that this could go with.", roomId.Value);

    public static ErrorMessage TooLargeToKeep(RoomId roomId, SignalingOptions options) =>
        new(ErrorCode.TooLarge, $"An offer, its candidates and its preview are kept up to {options.MaxParkedBytes} bytes together.", roomId.Value);
}
