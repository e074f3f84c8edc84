using System.Text;
using System.Text.Json;
using Duet.Signaling.Messages;
using Duet.Signaling.Tests.Harness;
using Duet.TestKit;

namespace Duet.Signaling.Tests.Messages;

public sealed class ClientMessageTests
{
    private const int MaxNameLength = 64;

    public static TheoryData<string> ClientSamples => [.. MessageSample.NamesFrom("client", "both")];

    [Theory]
    [MemberData(nameof(ClientSamples))]
    public void TryRead_Sample_IsReadAsItself(string name)
    {
        var sample = MessageSample.Read(name);

        Assert.True(ClientMessage.TryRead(sample.Utf8, MaxNameLength, out var message, out var fault), fault?.Message);

        var cmd = Text(sample, "cmd") is "keeplive" ? "keepalive" : Text(sample, "cmd");
        Assert.Equal(cmd.Replace("-", "", StringComparison.Ordinal), message.Command.ToString(), ignoreCase: true);
        Assert.Equal(Text(sample, "roomId"), message.RoomId.Value);
        Assert.Equal(Text(sample, "uid"), message.Uid.Value);
        Assert.Equal(Text(sample, "remoteUid"), message.RemoteUid.Value);
        Assert.Equal((Number(sample, "seq") ?? 0, Number(sample, "lastSeen")), (message.Seq, message.LastSeen));
        Assert.Equal((Text(sample, "seat"), Flag(sample, "resume"), Flag(sample, "hold")), (message.Seat?.Value ?? "", message.IsResumable, message.Hold));
    }

    [Fact]
    public void TryRead_GreatestNumbers_AreRead()
    {
        var seq = Read("""{"cmd":"offer","roomId":"tea","uid":"anna","remoteUid":"ben","msg":"","seq":9007199254740991}""").Seq;
        var lastSeen = Read("""{"cmd":"keepalive","lastSeen":9007199254740991}""").LastSeen;

        Assert.Equal((9007199254740991, 9007199254740991), (seq, lastSeen));
    }

    [Theory]
    [InlineData("""{"cmd":"join","roomId":"tea","uid":"anna","resume":"true","hold":1}""")]
    [InlineData("""{"cmd":"leave","roomId":"tea","uid":"anna","hold":null,"resume":[true]}""")]
    public void TryRead_ResumeOrHoldOtherThanTrue_IsAsIfItWereNotThere(string json)
    {
        var message = Read(json);

        Assert.Equal((false, false), (message.IsResumable, message.Hold));
    }

    [Theory]
    [InlineData("""{"cmd":"join","roomId":"tea","uid":"anna","seat":{},"seq":"x","lastSeen":-1}""")]
    [InlineData("""{"cmd":"prepare","roomId":"tea","uid":"anna","seat":5,"seq":0,"lastSeen":[]}""")]
    [InlineData("""{"cmd":"answer-preview","roomId":"tea","uid":"anna","remoteUid":"ben","msg":"","seat":true,"seq":"x","lastSeen":0.5}""")]
    public void TryRead_FieldsOfOtherCommands_ArePassedOverWhateverTheyHold(string json) =>
        Assert.Equal((0, null, null), (Read(json).Seq, Read(json).LastSeen, Read(json).Seat));

    [Fact]
    public void TryRead_NumericNames_AreReadAsTheirText()
    {
        var message = Read("""{"cmd":"join","roomId":0,"uid":1.5e3}""");

        Assert.Equal(("0", "1.5e3"), (message.RoomId.Value, message.Uid.Value));
    }

    [Fact]
    public void TryRead_FieldsInAnyOrderWithWhitespace_AreRead()
    {
        var message = Read(" \r\n\t{ \"uid\" : \"anna\" ,\n \"roomId\":\"tea\", \"cmd\" : \"join\" } \n");

        Assert.Equal((ClientCommand.Join, "tea", "anna"), (message.Command, message.RoomId.Value, message.Uid.Value));
    }

    [Fact]
    public void TryRead_UnknownFields_ArePassedOverWhateverTheyHold()
    {
        var message = Read("""{"resume":true,"x":[{"cmd":"leave"}],"x":{"uid":{"uid":1}},"cmd":"join","roomId":"tea","uid":"anna","y":null}""");

        Assert.Equal((ClientCommand.Join, "tea", "anna"), (message.Command, message.RoomId.Value, message.Uid.Value));
    }

    [Fact]
    public void TryRead_EscapedNamesAndValues_AreReadUnescaped()
    {
        var message = Read("""{"\u0063md":"\u006aoin","room\u0049d":"\u8336","uid":"\ud842\udfb7"}""");

        Assert.Equal((ClientCommand.Join, "茶", "𠮷"), (message.Command, message.RoomId.Value, message.Uid.Value));
    }

    [Fact]
    public void TryRead_KeepaliveWithoutNames_IsRead() => Assert.Equal(ClientCommand.Keepalive, Read("""{"cmd":"keepalive"}""").Command);

    [Fact]
    public void TryRead_EmptyRemoteUid_IsReadAsNobodyYet() =>
        Assert.Equal("", Read("""{"cmd":"offer","roomId":"tea","uid":"anna","remoteUid":"","msg":""}""").RemoteUid.Value);

    [Theory]
    [InlineData("offer", "", true)]
    [InlineData("candidate", "", true)]
    [InlineData("answer", "", false)] // An answer is always to somebody.
    [InlineData("offer", "ben", false)]
    [InlineData("candidate", "ben", false)]
    public void IsUnaddressed_OfferOrCandidateToNobody_Only(string cmd, string remoteUid, bool expected) => Assert.Equal(
        expected, Read($$"""{"cmd":"{{cmd}}","roomId":"tea","uid":"anna","remoteUid":"{{remoteUid}}","msg":"x"}""").IsUnaddressed);

    [Theory]
    [InlineData("join")]
    [InlineData("leave")]
    [InlineData("keepalive")]
    public void IsUnaddressed_WhatIsForTheServer_IsNot(string cmd) =>
        Assert.False(Read($$"""{"cmd":"{{cmd}}","roomId":"tea","uid":"anna"}""").IsUnaddressed);

    [Fact]
    public void TryRead_NamesOfTheMessageBefore_TakesNothingFromTheHeap()
    {
        var utf8 = Encoding.UTF8.GetBytes(Say.Candidate("tea", "anna", "ben"));
        ClientMessage.TryRead(utf8, MaxNameLength, out var previous, out _);

        Assert.Equal(0, HeapUse.Of(() =>
        {
            for (var time = 0; time < 100; time++) ClientMessage.TryRead(utf8, MaxNameLength, out _, out _, previous);
        }));
    }

    [Fact]
    public void TryRead_MsgThatIsNoText_IsNotDecoded() =>
        Assert.Equal("ben", Read("""{"cmd":"candidate","roomId":"tea","uid":"anna","remoteUid":"ben","msg":"\ud800"}""").RemoteUid.Value);

    [Fact]
    public void TryRead_NestingOfAllowedDepth_IsRead() =>
        Assert.Equal(ClientCommand.Keepalive, Read($$"""{"cmd":"keepalive","x":{{new string('[', 15)}}{{new string(']', 15)}} }""").Command);

    [Theory]
    [InlineData("roomId")]
    [InlineData("uid")]
    [InlineData("remoteUid")]
    public void TryRead_NameOfMostCodePoints_IsRead(string field)
    {
        var longest = string.Concat(Enumerable.Repeat("𠮷", MaxNameLength));

        Assert.True(TryRead(OfferWith(field, longest), out _));
        Assert.False(TryRead(OfferWith(field, longest + "a"), out _));
    }

    private static string OfferWith(string field, string name)
    {
        string[] fields = ["roomId", "uid", "remoteUid"];
        var names = fields.Select(each => $"\"{each}\":\"{(each == field ? name : "x")}\"");
        return $$"""{"cmd":"offer",{{string.Join(',', names)}},"msg":""}""";
    }

    private static string Text(MessageSample sample, string field) =>
        sample.Message.TryGetProperty(field, out var value)
            ? value.ValueKind is JsonValueKind.Number ? value.GetRawText() : value.GetString()!
            : "";

    private static long? Number(MessageSample sample, string field) =>
        sample.Message.TryGetProperty(field, out var value) ? value.GetInt64() : null;

    private static bool Flag(MessageSample sample, string field) => sample.Message.TryGetProperty(field, out var value) && value.GetBoolean();

    private static bool TryRead(string json, out ClientMessage message) =>
        ClientMessage.TryRead(Encoding.UTF8.GetBytes(json), MaxNameLength, out message, out _);

    private static ClientMessage Read(string json)
    {
        Assert.True(ClientMessage.TryRead(Encoding.UTF8.GetBytes(json), MaxNameLength, out var message, out var fault), fault?.Message);
        return message;
    }
}
