using Duet.Signaling.Ice;
using Duet.Signaling.Messages;
using Duet.Signaling.Rooms;

namespace Duet.Signaling.Sessions;

/// <summary>What one session does before it joins: it prepares, looks at a room, and answers the preview of an offer. Belongs to its read loop.</summary>
internal sealed class Antechamber(SignalingServer server, ClientConnection connection, ReachedAddress? reachedAt)
{
    private IIceLease? _prepared;
    private Looker? _looker;

    /// <summary>Says what a participant would get and, to whoever is not one, what the one who waits lets them see.</summary>
    public void Prepare(RoomId roomId, Uid uid, bool isSeated)
    {
        _prepared = server.IceServers.ForPreparation(uid, reachedAt);
        var ice = _prepared.Configuration;
        connection.Post(new PreparedMessage(ice.IceServers, ice.IceTransportPolicy).ToUtf8());
        if (!isSeated)
        {
            LookAt(roomId, uid);
            if (server.Rooms.ReadPreview(roomId) is { } preview) connection.Post(preview);
        }

        connection.Flush();
    }

    // Crossing with whatever ends the wait, nothing comes of it: the join will tell.
    public ErrorMessage? Answer(in ClientMessage message, ReadOnlySpan<byte> utf8)
    {
        if (!IsLooker(message.RoomId, message.Uid)) return Refusals.NotPrepared(message.RoomId);

        _looker!.Answered = server.Rooms.ForwardToWaiting(message.RoomId, message.RemoteUid, utf8) ?? _looker.Answered;
        return null;
    }

    /// <summary>To whom the answer to a preview went, of whoever joins now; null where none did.</summary>
    public Participant? AnsweredBy(RoomId roomId, Uid uid) => IsLooker(roomId, uid) ? _looker!.Answered : null;

    /// <summary>They sit in a room: what was prepared lasts as long as their seat.</summary>
    /// <param name="seated">Their seat's; null where it got none of its own, and then nothing is to be prepared for.</param>
    public void Enter(IIceLease? seated)
    {
        if (_prepared is not null) seated?.Adopt(_prepared);
        _prepared = null;
    }

    /// <summary>Stops looking; before a seat is taken, as whoever has been told that they sit is shown nothing more.</summary>
    /// <returns>Who looked, for <see cref="LookOn"/>; null where nobody did.</returns>
    public Looker? LookAway()
    {
        var looker = _looker;
        if (looker is not null) server.Lookers.Remove(looker);
        _looker = null;
        return looker;
    }

    /// <summary>They got no seat. What was parked since they looked away, they see when they ask again.</summary>
    public void LookOn(Looker? looker)
    {
        if (looker is not null) server.Lookers.Add(looker);
        _looker = looker;
    }

    // Before a preview is read: one that is parked meanwhile is shown twice rather than not at all.
    private void LookAt(RoomId roomId, Uid uid)
    {
        if (IsLooker(roomId, uid)) return;

        LookAway();
        _looker = new Looker(roomId, uid, connection);
        server.Lookers.Add(_looker);
    }

    private bool IsLooker(RoomId roomId, Uid uid) => _looker is not null && _looker.RoomId == roomId && _looker.Uid == uid;
}
