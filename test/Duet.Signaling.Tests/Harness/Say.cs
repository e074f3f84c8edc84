using System.Text.Json;

namespace Duet.Signaling.Tests.Harness;

/// <summary>What clients say, as they write it.</summary>
internal static class Say
{
    public const string Keepalive = """{"cmd":"keepalive"}""";

    /// <summary>JSON, but no message of the protocol.</summary>
    public const string Nonsense = """{"cmd":"dance"}""";

    public static string Join(string roomId, string uid) => JsonSerializer.Serialize(new { cmd = "join", roomId, uid });

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
