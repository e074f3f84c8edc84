using System.Text.Json;
using Duet.Soak.Checks;

namespace Duet.Soak.Lines;

/// <summary>What a client says, as text.</summary>
internal static class ClientMessage
{
    /// <summary>Each is malformed in a way of its own, and answered with <c>bad-message</c>.</summary>
    public static IReadOnlyList<string> Nonsense { get; } =
    [
        "hello",
        "[]",
        """{ "cmd": "sing" }""",
        """{ "cmd": "offer" }""",
        """{ "cmd": "join", "roomId": "a room", "uid": "anna" }""",
        """{ "cmd": "leave", "cmd": "leave" }""",
        """{ "roomId": "quiet-harbour", "uid": 17 """,
    ];

    public static string Join(string roomId, string uid) => JsonSerializer.Serialize(new { cmd = "join", roomId, uid, resume = true });

    public static string Resume(string roomId, Sitting sitting) =>
        JsonSerializer.Serialize(new { cmd = "resume", roomId, uid = sitting.Uid, seat = sitting.Secret, lastSeen = sitting.LastSeen });

    public static string Leave(string roomId, string uid) => JsonSerializer.Serialize(new { cmd = "leave", roomId, uid });

    public static string Keepalive(long lastSeen, long mark) => JsonSerializer.Serialize(new { cmd = "keepalive", lastSeen, mark });

    public static string Say(string cmd, in Letter letter, long seq, int length) =>
        JsonSerializer.Serialize(new { cmd, roomId = letter.Room, uid = letter.From, remoteUid = letter.To, seq, msg = letter.Write(length) });
}
