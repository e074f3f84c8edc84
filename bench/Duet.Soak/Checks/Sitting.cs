using Duet.Soak.Lines;

namespace Duet.Soak.Checks;

/// <summary>
/// One seat from its join to its end, over however many connections: what its holder says, and whether all that they are told is as
/// docs/protocol.md promises. Thread safe: one reads while another writes.
/// </summary>
internal sealed class Sitting(Place place, string uid)
{
    private readonly Lock _gate = new();
    private readonly Queue<(long Seq, string Text)> _unconfirmed = new();
    private Peer? _peer;
    private bool _hasBeenLeft;
    private long _counted;
    private long _seq;
    private long _confirmed;

    public string Uid => uid;

    /// <summary>What takes the seat back.</summary>
    public string Secret { get; set; } = "";

    /// <summary>How long the seat is held without a connection.</summary>
    public TimeSpan Hold { get; set; }

    /// <summary>The number of the last message of the room that came.</summary>
    public long LastSeen
    {
        get
        {
            lock (_gate) return _counted;
        }
    }

    public bool IsAlone
    {
        get
        {
            lock (_gate) return _peer is null;
        }
    }

    /// <summary>A letter to the other, as the message that brings it; null where nobody sits across.</summary>
    public string? Write(string cmd, int length)
    {
        lock (_gate)
        {
            if (_peer is not { } peer) return null;

            var letter = new Letter(place.Room, uid, peer.Uid, ++peer.Sent);
            var text = ClientMessage.Say(cmd, letter, ++_seq, length);
            _unconfirmed.Enqueue((_seq, text));
            place.Tally.Count(Event.Sent);
            return text;
        }
    }

    /// <summary>How far one has come. Once the server has handled anything that is said after this, see <see cref="Confirm"/>.</summary>
    public Mark Mark()
    {
        lock (_gate) return new Mark(_seq, _peer?.Uid ?? "", _peer?.Sent ?? 0);
    }

    /// <summary>The server has handled all up to a mark.</summary>
    public void Confirm(Mark mark)
    {
        lock (_gate)
        {
            _confirmed = mark.Seq;
            Forget(mark.Seq);
            if (_peer is { } peer && peer.Uid == mark.To) place.Handled.Note(uid, mark.To, mark.Letters);
        }
    }

    /// <summary>What has to be said again after a resume.</summary>
    public IReadOnlyList<string> UnhandledAfter(long lastSeen)
    {
        lock (_gate)
        {
            if (lastSeen < _confirmed || lastSeen > _seq) Fault($"{lastSeen} were handled, where {_confirmed} were before and {_seq} were sent");
            Forget(lastSeen);
            return [.. _unconfirmed.Select(message => message.Text)];
        }
    }

    /// <summary>A message of the room: one of those that are counted.</summary>
    public void Receive(ServerMessage message)
    {
        lock (_gate)
        {
            _counted++;
            if (WrongWith(message) is { } wrong) Fault(wrong);
            Follow(message);
        }
    }

    /// <summary>A letter was refused: the other is not there.</summary>
    public void Refuse()
    {
        lock (_gate)
        {
            place.Tally.Count(Event.Refused);
            if (!_hasBeenLeft) Fault("a letter was refused, and nobody has left");
        }
    }

    private string? WrongWith(ServerMessage message) => message.Cmd switch
    {
        "resp-join" or "new-peer" when _peer is { } peer => $"{message.RemoteUid} came, and {peer.Uid} has not left",
        "resp-join" or "new-peer" when message.RemoteUid == uid => "met themselves",
        "resp-join" or "new-peer" => null,
        "offer" or "answer" or "candidate" => WrongWithLetter(message),
        "peer-away" or "peer-back" or "peer-leave" when _peer?.Uid != message.RemoteUid =>
            $"{message.Cmd} of {message.RemoteUid}, and across sits {_peer?.Uid ?? "nobody"}",
        "peer-away" when _peer!.IsAway => $"{message.RemoteUid} is away for the second time",
        "peer-back" when !_peer!.IsAway => $"{message.RemoteUid} is back and was not away",
        "peer-leave" when place.Handled.Take(message.RemoteUid, uid) is var sent && sent > _peer!.Received =>
            $"{message.RemoteUid} left, and only {_peer.Received} of {sent} letters came",
        "peer-away" or "peer-back" or "peer-leave" => null,
        _ => $"'{message.Cmd}' came",
    };

    private string? WrongWithLetter(ServerMessage message)
    {
        if (!Letter.TryRead(message.Msg, out var letter)) return $"this is no letter: {message.Msg}";
        if (letter.Room != place.Room || message.RoomId != place.Room) return $"a letter of another room: {letter}";
        if (letter.To != uid || message.RemoteUid != uid) return $"a letter to somebody else: {letter}";
        if (letter.From != message.Uid || letter.From != _peer?.Uid) return $"a letter of somebody who is not there: {letter}";
        if (_peer.IsAway) return $"a letter of somebody who is away: {letter}";
        if (letter.Number <= _peer.Received) return $"{letter} came after number {_peer.Received}: twice, or out of order";
        return letter.Number > _peer.Received + 1 ? $"{letter} came after number {_peer.Received}: some are lost" : null;
    }

    // Right or wrong: what comes next is judged by what was said last.
    private void Follow(ServerMessage message)
    {
        switch (message.Cmd)
        {
            case "resp-join" or "new-peer":
                _peer = new Peer(message.RemoteUid);
                break;
            case "peer-away" or "peer-back":
                if (_peer is not null) _peer.IsAway = message.Cmd is "peer-away";
                if (message.Cmd is "peer-away") place.Tally.Count(Event.PeerAway);
                break;
            case "peer-leave":
                (_peer, _hasBeenLeft) = (null, true);
                place.Tally.Count(Event.PeerLeft);
                break;
            default:
                place.Tally.Count(Event.Forwarded);
                if (_peer is not null && Letter.TryRead(message.Msg, out var letter)) _peer.Received = Math.Max(_peer.Received, letter.Number);
                break;
        }
    }

    private void Forget(long seq)
    {
        while (_unconfirmed.TryPeek(out var oldest) && oldest.Seq <= seq) _unconfirmed.Dequeue();
    }

    private void Fault(string what) => place.Faults.Add($"{place.Room} {uid}: {what}");
}
