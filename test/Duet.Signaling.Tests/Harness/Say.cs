using System.Text.Json;

namespace Duet.Signaling.Tests.Harness;

/// <summary>What clients say, as they write it.</summary>
internal static class Say
{
    public const string Keepalive = """{"cmd":"keepalive"}""";

    /// <summary>JSON, but no message of the protocol.</summary>
    public const string Nonsense = """{"cmd":"dance"}""";

    public static string Join(string roomId, string uid) => JsonSerializer.Serialize(new { cmd = "join", roomId, uid });

    public static string JoinResumable(string roomId, string uid) => JsonSerializer.Serialize(new { cmd = "join", roomId, uid, resume = true });

    public static string Resume(string roomId, string uid, string seat, long lastSeen) =>
        JsonSerializer.Serialize(new { cmd = "resume", roomId, uid, seat, lastSeen });

    /// <summary>What a page says that knows nothing but its seat.</summary>
    public static string StartOver(string roomId, string uid, string seat) => JsonSerializer.Serialize(new { cmd = "resume", roomId, uid, seat });

    public static string LeaveForReload(string roomId, string uid) => JsonSerializer.Serialize(new { cmd = "leave", roomId, uid, hold = true });

    /// <summary>The body of a request to leave without a connection.</summary>
    public static string LeaveRequest(string roomId, string uid, string seat, bool hold = false) =>
        JsonSerializer.Serialize(new { roomId, uid, seat, hold });

    public static string Seen(long lastSeen) => JsonSerializer.Serialize(new { cmd = "keepalive", lastSeen });

    /// <summary>The same message with the sender's number of it.</summary>
    public static string Numbered(string message, long seq) => $"{message[..^1]},\"seq\":{seq}}}";

    public static string Leave(string roomId, string uid) => JsonSerializer.Serialize(new { cmd = "leave", roomId, uid });

    public static string Prepare(string roomId, string uid) => JsonSerializer.Serialize(new { cmd = "prepare", roomId, uid });

    public static string Offer(string roomId, string uid, string remoteUid, string msg = "v=0") =>
        JsonSerializer.Serialize(new { cmd = "offer", roomId, uid, remoteUid, msg });

    public static string OfferPreview(string roomId, string uid, string msg = "v=0") =>
        JsonSerializer.Serialize(new { cmd = "offer-preview", roomId, uid, msg });

    public static string AnswerPreview(string roomId, string uid, string remoteUid, string msg = "v=0") =>
        JsonSerializer.Serialize(new { cmd = "answer-preview", roomId, uid, remoteUid, msg });

    public static string Candidate(string roomId, string uid, string remoteUid, string msg = "candidate:1") =>
        JsonSerializer.Serialize(new { cmd = "candidate", roomId, uid, remoteUid, msg });
}
