using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Duet.Signaling.Ice;
using Duet.Signaling.Messages;
using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests.Messages;

public sealed class ServerMessageTests
{
    private static readonly IceServer _stun = new(["stun:turn.example.org:3478"], null, null);
    private static readonly IceServer _turn = new(["turn:turn.example.org:3478"], "1767225600:anna", "mZ0bN4lq3V2uXb1pYc8sTg3dQ5E=");

    private static readonly Dictionary<string, ServerMessage> _messages = new()
    {
        ["prepared"] = new PreparedMessage([_stun], "relay"),
        ["joined"] = new JoinedMessage("quiet-harbour", "anna", "Zk3q1mXH0uVvJbT8w2rYpA", [_stun, _turn], "all", 5),
        ["joined-resumable"] = new JoinedMessage("quiet-harbour", "anna", "Zk3q1mXH0uVvJbT8w2rYpA", [_stun, _turn], "all", 5, 30),
        ["joined-resumed"] =
            new JoinedMessage("quiet-harbour", "anna", "Zk3q1mXH0uVvJbT8w2rYpA", [_stun, _turn], "all", 5, 30, Resumed: true, LastSeen: 4),
        ["resp-join"] = new RespJoinMessage("ben"),
        ["new-peer"] = new NewPeerMessage("anna"),
        ["new-peer-offered"] = new NewPeerMessage("ben", Offered: true),
        ["resp-join-previewed"] = new RespJoinMessage("anna", Previewed: true),
        ["new-peer-previewed"] = new NewPeerMessage("ben", Previewed: true),
        ["peer-leave"] = new PeerLeaveMessage("ben"),
        ["peer-away"] = new PeerAwayMessage("ben"),
        ["peer-back"] = new PeerBackMessage("ben"),
        ["error"] = new ErrorMessage(ErrorCode.RoomFull, "Two people are already in this room.", "quiet-harbour"),
        ["error-seat-gone"] = new ErrorMessage(ErrorCode.SeatGone, "There is no such seat to take back.", "quiet-harbour"),
        ["error-without-room"] = new ErrorMessage(ErrorCode.BadMessage, "The message is not a JSON object."),
    };

    public static TheoryData<string> ServerSamples => [.. MessageSample.NamesFrom("server")];

    [Theory]
    [MemberData(nameof(ServerSamples))]
    public void ToUtf8_Message_IsTheSample(string name)
    {
        var written = Encoding.UTF8.GetString(_messages[name].ToUtf8());

        var expected = MessageSample.Read(name).Message.GetRawText();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(written)), $"Expected {expected}, but wrote {written}");
    }

    [Theory]
    [MemberData(nameof(ServerSamples))]
    public void ToUtf8_Message_BeginsWithCmdAndHasNoNulls(string name)
    {
        var written = Encoding.UTF8.GetString(_messages[name].ToUtf8());

        Assert.StartsWith("{\"cmd\":\"", written, StringComparison.Ordinal);
        Assert.DoesNotContain("null", written, StringComparison.Ordinal);
    }

    [Fact]
    public void ToUtf8_TextOfManyScripts_IsWrittenUnescaped()
    {
        const string Name = "茶-Ünïcode-Привет-שלום";

        Assert.Equal($$"""{"cmd":"new-peer","remoteUid":"{{Name}}"}""", Encoding.UTF8.GetString(new NewPeerMessage(Name).ToUtf8()));
    }

    [Fact]
    public void ToUtf8_LettersBeyondTheBasicPlane_ReadBackAsTheyWere()
    {
        // The encoder escapes these as surrogate pairs, whatever it is told; a JSON parser does not care.
        using var written = JsonDocument.Parse(new NewPeerMessage("𠮷").ToUtf8());

        Assert.Equal("𠮷", written.RootElement.GetProperty("remoteUid").GetString());
    }

    [Theory]
    [InlineData(ErrorCode.RoomFull, "room-full")]
    [InlineData(ErrorCode.UidInUse, "uid-in-use")]
    [InlineData(ErrorCode.NotJoined, "not-joined")]
    [InlineData(ErrorCode.AlreadyJoined, "already-joined")]
    [InlineData(ErrorCode.NotYou, "not-you")]
    [InlineData(ErrorCode.NoSuchPeer, "no-such-peer")]
    [InlineData(ErrorCode.BadMessage, "bad-message")]
    [InlineData(ErrorCode.TooLarge, "too-large")]
    [InlineData(ErrorCode.TooFast, "too-fast")]
    [InlineData(ErrorCode.SeatGone, "seat-gone")]
    [InlineData(ErrorCode.ShuttingDown, "shutting-down")]
    public void ToUtf8_ErrorCode_IsTheProtocolsName(ErrorCode code, string name)
    {
        using var written = JsonDocument.Parse(new ErrorMessage(code, "x").ToUtf8());

        Assert.Equal(name, written.RootElement.GetProperty("code").GetString());
    }
}
