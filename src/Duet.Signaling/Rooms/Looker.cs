using Duet.Signaling.Sessions;

namespace Duet.Signaling.Rooms;

/// <summary>Somebody who prepares to join a room, and holds no seat in it. Whoever sits there is not told of them.</summary>
internal sealed class Looker(RoomId roomId, Uid uid, ClientConnection connection)
{
    public RoomId RoomId { get; } = roomId;

    /// <summary>Who they will be once they join.</summary>
    public Uid Uid { get; } = uid;

    /// <summary>To whom their answer to a preview went last; null while none went to anybody. Belongs to the looker's session.</summary>
    public Participant? Answered { get; set; }

    /// <summary>Sends them the preview of an offer. Runs network code: never to be called while a room is locked.</summary>
    public void Show(ReadOnlySpan<byte> preview) => connection.Send(preview);
}
