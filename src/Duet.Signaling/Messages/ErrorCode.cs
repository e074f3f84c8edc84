using System.Text.Json.Serialization;

namespace Duet.Signaling.Messages;

/// <summary>The stable codes of <c>error</c>. A code is never renamed or reused.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ErrorCode>))]
public enum ErrorCode
{
    [JsonStringEnumMemberName("room-full")]
    RoomFull,

    [JsonStringEnumMemberName("uid-in-use")]
    UidInUse,

    [JsonStringEnumMemberName("not-joined")]
    NotJoined,

    [JsonStringEnumMemberName("already-joined")]
    AlreadyJoined,

    [JsonStringEnumMemberName("not-you")]
    NotYou,

    [JsonStringEnumMemberName("no-such-peer")]
    NoSuchPeer,

    [JsonStringEnumMemberName("bad-message")]
    BadMessage,

    [JsonStringEnumMemberName("too-large")]
    TooLarge,

    [JsonStringEnumMemberName("too-fast")]
    TooFast,

    [JsonStringEnumMemberName("seat-gone")]
    SeatGone,

    [JsonStringEnumMemberName("shutting-down")]
    ShuttingDown,
}
