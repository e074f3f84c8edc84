using System.Text;
using Duet.Signaling.Messages;

namespace Duet.Signaling.Tests.Messages;

public sealed class ClientMessageMalformedTests
{
    private const int MaxNameLength = 64;
    private const string Names = """ "roomId":"tea","uid":"anna" """;

    private static readonly string _tooLong = new('a', MaxNameLength + 1);

    public static TheoryData<string> NotOneJsonObject =>
    [
        "", " ", "\0", "hello", "{", "}", "[]", "null", "true", "0", "\"cmd\"", "{}{}", "{]",
        """[{"cmd":"keepalive"}]""",
        """{"cmd":"keepalive"} x""",
        """{"cmd":"keepalive"}{"cmd":"keepalive"}""",
        """{"cmd":"keepalive"},""",
        "{\"cmd\":\"keepalive\"}\0",
        "\uFEFF{\"cmd\":\"keepalive\"}",
        """{"cmd":"keepalive",}""",
        """{"cmd":"keepalive" """,
        """{"cmd":"keepali""",
        """{"cmd":""",
        """{"cmd" """,
        """{cmd:"keepalive"}""",
        """{'cmd':'keepalive'}""",
        """{"cmd":"keepalive"/* x */}""",
        "{\"cmd\":\"keepalive\",\"x\":\"\n\"}",
        """{"cmd":"keepalive","x":"\u12"}""",
        """{"cmd":"keepalive","x":"\q"}""",
        """{"cmd":"keepalive","x":01}""",
        """{"cmd":"keepalive","x":NaN}""",
    ];

    public static TheoryData<string> NoKnownCommand =>
    [
        "{}",
        """{"roomId":"tea","uid":"anna"}""",
        $$"""{"cmd":null,{{Names}} }""",
        $$"""{"cmd":1,{{Names}} }""",
        $$"""{"cmd":["join"],{{Names}} }""",
        $$"""{"cmd":{"cmd":"join"},{{Names}} }""",
        $$"""{"cmd":"",{{Names}} }""",
        $$"""{"cmd":"Join",{{Names}} }""",
        $$"""{"cmd":" join",{{Names}} }""",
        $$"""{"cmd":"join\u0000",{{Names}} }""",
        $$"""{"cmd":"joined",{{Names}} }""",
        $$"""{"CMD":"join",{{Names}} }""",
        $$"""{"x":{"cmd":"join"},{{Names}} }""",
    ];

    public static TheoryData<string> BadNames =>
    [
        """{"cmd":"join"}""",
        """{"cmd":"join","uid":"anna"}""",
        """{"cmd":"join","roomId":"tea"}""",
        """{"cmd":"join","roomId":"","uid":"anna"}""",
        """{"cmd":"join","roomId":"tea","uid":""}""",
        """{"cmd":"join","roomId":null,"uid":"anna"}""",
        """{"cmd":"join","roomId":true,"uid":"anna"}""",
        """{"cmd":"join","roomId":["tea"],"uid":"anna"}""",
        """{"cmd":"join","roomId":{"x":"tea"},"uid":"anna"}""",
        """{"cmd":"join","roomId":1E+5,"uid":"anna"}""",
        """{"cmd":"join","roomId":"a/b","uid":"anna"}""",
        """{"cmd":"join","roomId":"a b","uid":"anna"}""",
        """{"cmd":"join","roomId":"tea","uid":"😀"}""",
        """{"cmd":"join","roomId":"tea","uid":"a\u0000"}""",
        """{"cmd":"join","roomId":"tea","uid":"\ud842"}""",
        """{"cmd":"join","roomId":"\udfb7\ud842","uid":"anna"}""",
        $$"""{"cmd":"leave","roomId":"{{_tooLong}}","uid":"anna"}""",
        $$"""{"cmd":"prepare","roomId":"tea","uid":"{{_tooLong}}"}""",
        $$"""{"cmd":"offer",{{Names}},"msg":""}""",
        $$"""{"cmd":"offer",{{Names}},"remoteUid":null,"msg":""}""",
        $$"""{"cmd":"offer",{{Names}},"remoteUid":[],"msg":""}""",
        $$"""{"cmd":"offer",{{Names}},"remoteUid":"a b","msg":""}""",
        $$"""{"cmd":"offer",{{Names}},"remoteUid":"\ud800","msg":""}""",
        $$"""{"cmd":"answer",{{Names}},"remoteUid":"{{_tooLong}}","msg":""}""",
    ];

    public static TheoryData<string> NoMsg =>
    [
        $$"""{"cmd":"offer",{{Names}},"remoteUid":"ben"}""",
        $$"""{"cmd":"offer",{{Names}},"remoteUid":"ben","msg":null}""",
        $$"""{"cmd":"answer",{{Names}},"remoteUid":"ben","msg":{"type":"answer"} }""",
        $$"""{"cmd":"candidate",{{Names}},"remoteUid":"ben","msg":1}""",
        $$"""{"cmd":"candidate",{{Names}},"remoteUid":"ben","msg":["x"]}""",
        $$"""{"cmd":"offer",{{Names}},"remoteUid":"","msg":false}""",
    ];

    public static TheoryData<string> NoSeat =>
    [
        $$"""{"cmd":"resume",{{Names}} }""",
        $$"""{"cmd":"resume",{{Names}},"seat":null,"lastSeen":0}""",
        $$"""{"cmd":"resume",{{Names}},"seat":1}""",
        $$"""{"cmd":"resume",{{Names}},"seat":["x"]}""",
        $$"""{"cmd":"resume",{{Names}},"seat":"\ud800"}""",
    ];

    public static TheoryData<string> BadNumbers => new(
        from number in (string[])["-1", "1.0", "1e2", "0.5", "9007199254740992", "1e400", "99999999999999999999", "null", "true", "\"1\"", "[1]", "{}"]
        from before in (string[])
        [
            """{"cmd":"keepalive","lastSeen":""",
            $$"""{"cmd":"resume",{{Names}},"seat":"x","lastSeen":""",
            $$"""{"cmd":"offer",{{Names}},"remoteUid":"ben","msg":"","seq":""",
            $$"""{"cmd":"answer",{{Names}},"remoteUid":"ben","msg":"","seq":""",
            $$"""{"cmd":"candidate",{{Names}},"remoteUid":"","msg":"","seq":""",
            $$"""{"cmd":"offer-preview",{{Names}},"msg":"","seq":""",
        ]
        select before + number + "}");

    public static TheoryData<string> Duplicates =>
    [
        """{"cmd":"keepalive","cmd":"keepalive"}""",
        """{"cmd":"keepalive","\u0063md":"keepalive"}""",
        $$"""{"cmd":"join",{{Names}},"roomId":"tea"}""",
        $$"""{"cmd":"join",{{Names}},"room\u0049d":"tea"}""",
        $$"""{"cmd":"join",{{Names}},"uid":null}""",
        $$"""{"uid":{},"cmd":"join",{{Names}} }""",
        $$"""{"cmd":"offer",{{Names}},"remoteUid":"ben","remoteUid":"ben","msg":""}""",
        $$"""{"cmd":"offer",{{Names}},"remoteUid":"ben","msg":"a","\u006dsg":"b"}""",
        $$"""{"cmd":"offer",{{Names}},"remoteUid":"ben","msg":"a","seq":1,"seq":1}""",
        """{"cmd":"keepalive","lastSeen":1,"last\u0053een":2}""",
        $$"""{"cmd":"resume",{{Names}},"seat":"a","seat":"b"}""",
        $$"""{"cmd":"join",{{Names}},"resume":true,"resume":false}""",
        $$"""{"cmd":"leave",{{Names}},"hold":false,"hold":true}""",
    ];

    public static TheoryData<string> NoText =>
    [
        """{"cmd":"keepalive","\ud800":1}""",
        """{"\ud800":1,"cmd":"keepalive"}""",
        """{"cmd":"keepalive","ui\udc00":1}""",
        """{"cmd":"keepalive","remoteUid\ud800":1}""",
    ];

    public static TheoryData<string> CommandsThatAreNoText =>
    [
        $$"""{"cmd":"\ud800\ud800",{{Names}} }""",
        $$"""{"cmd":"joi\udc00",{{Names}} }""",
        $$"""{"cmd":"candidat\ud800",{{Names}} }""",
        $$"""{"cmd":"\ud800\u0061",{{Names}} }""",
    ];

    public static TheoryData<string> RoomsToName =>
    [
        """{"cmd":"dance","roomId":"tea","uid":"anna"}""",
        """{"roomId":"tea"}""",
        """{"cmd":"join","roomId":"tea"}""",
        """{"cmd":"offer","roomId":"tea","uid":"anna","remoteUid":null,"msg":""}""",
        """{"cmd":"offer","roomId":"tea","uid":"anna","remoteUid":"ben"}""",
    ];

    [Theory]
    [MemberData(nameof(NotOneJsonObject))]
    public void TryRead_NotOneJsonObject_IsBadMessage(string text) => Assert.Null(FaultOf(text).RoomId);

    [Theory]
    [MemberData(nameof(NoKnownCommand))]
    public void TryRead_NoKnownCommand_IsBadMessage(string text) =>
        Assert.StartsWith("cmd ", FaultOf(text).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(BadNames))]
    public void TryRead_MissingMistypedOrOversizedName_IsBadMessage(string text) =>
        Assert.Matches("^(roomId|uid|remoteUid) must be 1 to 64 characters", FaultOf(text).Message);

    [Theory]
    [MemberData(nameof(NoMsg))]
    public void TryRead_MsgMissingOrNoString_IsBadMessage(string text) =>
        Assert.StartsWith("msg ", FaultOf(text).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(NoSeat))]
    public void TryRead_ResumeWithoutASeat_IsBadMessage(string text) =>
        Assert.StartsWith("seat ", FaultOf(text).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(BadNumbers))]
    public void TryRead_SeqOrLastSeenThatIsNoCount_IsBadMessage(string text) =>
        Assert.Matches("^(seq|lastSeen) must be a whole number", FaultOf(text).Message);

    [Fact]
    public void TryRead_SeqOfZero_IsBadMessage() => Assert.StartsWith(
        "seq ", FaultOf($$"""{"cmd":"offer",{{Names}},"remoteUid":"ben","msg":"","seq":0}""").Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Duplicates))]
    public void TryRead_FieldTwice_IsBadMessage(string text) => Assert.Contains("twice", FaultOf(text).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(NoText))]
    public void TryRead_FieldNameWithLoneSurrogate_DoesNotThrow(string text)
    {
        // JSON by its grammar, so it may be passed over as any unknown field or refused; it must be one of the two.
        var read = ClientMessage.TryRead(Encoding.UTF8.GetBytes(text), MaxNameLength, out _, out var fault);

        Assert.Equal(read, fault is null);
    }

    [Theory]
    [MemberData(nameof(CommandsThatAreNoText))]
    public void TryRead_CommandWithLoneSurrogate_IsBadMessage(string text) => Assert.NotNull(FaultOf(text));

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public void TryRead_DeepNesting_IsBadMessage(char open, char close)
    {
        var opening = open == '{' ? string.Concat(Enumerable.Repeat("{\"x\":", 10_000)) + "1" : new string(open, 10_000);

        Assert.Null(FaultOf($$"""{"cmd":"keepalive","x":{{opening}}{{new string(close, 10_000)}} }""").RoomId);
    }

    [Fact]
    public void TryRead_InvalidUtf8InName_IsBadMessage()
    {
        byte[] message = [.. """{"cmd":"join","roomId":"tea","uid":"a"""u8, 0xFF, .. "\"}"u8];

        Assert.False(ClientMessage.TryRead(message, MaxNameLength, out _, out var fault));
        Assert.Equal(ErrorCode.BadMessage, fault.Code);
    }

    [Theory]
    [MemberData(nameof(RoomsToName))]
    public void TryRead_FaultBesideAValidRoom_NamesTheRoom(string text) => Assert.Equal("tea", FaultOf(text).RoomId);

    [Theory]
    [InlineData("""{"cmd":"dance","roomId":"a b"}""")]
    [InlineData("""{"cmd":"join","roomId":"a/b","uid":""}""")]
    [InlineData("""{"cmd":"dance","roomId":["tea"]}""")]
    public void TryRead_FaultBesideAnInvalidRoom_NamesNone(string text) => Assert.Null(FaultOf(text).RoomId);

    private static ErrorMessage FaultOf(string text)
    {
        var read = ClientMessage.TryRead(Encoding.UTF8.GetBytes(text), MaxNameLength, out var message, out var fault);

        Assert.False(read);
        Assert.Equal(default, message);
        Assert.NotNull(fault);
        Assert.Equal(ErrorCode.BadMessage, fault.Code);
        return fault;
    }
}
