using Duet.Signaling.Rooms;
using Duet.Signaling.Sessions;

namespace Duet.Signaling.Tests.Harness;

/// <summary>A participant whose messages a test can look at.</summary>
internal sealed class RecordedParticipant
{
    private readonly ScriptedWebSocket _socket = ScriptedWebSocket.Willing();

    public RecordedParticipant(string uid) =>
        Participant = new Participant(
            new Uid(uid),
            new SessionOutbox(_socket, int.MaxValue, () => Assert.Fail("The outbox has no limit.")),
            new FixedIceServers().ForSeat(new Uid(uid), reachedAt: null));

    public Participant Participant { get; }

    /// <summary>Everything the room has said to them, in order.</summary>
    public IReadOnlyList<string> Heard => _socket.Sent;
}
