using System.Net;
using Duet.Signaling.Rooms;
using Duet.Signaling.Seats;
using Duet.Signaling.Sessions;
using Duet.TestKit;

namespace Duet.Signaling.Tests.Harness;

/// <summary>A participant whose messages a test can look at.</summary>
internal sealed class RecordedParticipant
{
    private static readonly SignalingOptions _unlimited = new() { MaxOutboxBytes = int.MaxValue };

    private readonly ScriptedWebSocket _socket = ScriptedWebSocket.Willing();

    public RecordedParticipant(string uid)
    {
        var connection = new ClientConnection(_socket, IPAddress.None, _unlimited, new ManualTimeProvider());
        Participant = new Seat(new Uid(uid), new FixedIceServers().ForSeat(new Uid(uid), reachedAt: null)).Occupy(connection);
    }

    public Participant Participant { get; }

    /// <summary>Everything the room has said to them, in order.</summary>
    public IReadOnlyList<string> Heard => _socket.Sent;
}
