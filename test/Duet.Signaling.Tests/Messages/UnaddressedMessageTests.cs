using System.Text;
using System.Text.Json.Nodes;
using Duet.Signaling.Messages;
using Duet.Signaling.Rooms;
using Duet.Signaling.Tests.Harness;
using Duet.TestKit;
using FsCheck.Fluent;

namespace Duet.Signaling.Tests.Messages;

public sealed class UnaddressedMessageTests
{
    private const int MaxNameLength = 64;

    private static readonly string[] _names = ["ben", "茶", "𠮷", "0", "-_.~", "remoteUid"];

    [Theory]
    [InlineData("""{"cmd":"offer","roomId":"tea","uid":"anna","remoteUid":"","msg":"x"}""", """{"cmd":"offer","roomId":"tea","uid":"anna","remoteUid":"茶","msg":"x"}""")]
    [InlineData("""{"remoteUid":"","cmd":"candidate","msg":"x","uid":1,"roomId":1.50}""", """{"remoteUid":"茶","cmd":"candidate","msg":"x","uid":1,"roomId":1.50}""")]
    [InlineData("""{"cmd":"offer","roomId":"tea","uid":"anna","msg":"x","remote\u0055id":""}""", """{"cmd":"offer","roomId":"tea","uid":"anna","msg":"x","remote\u0055id":"茶"}""")]
    [InlineData(""" { "remoteUid" : "" , "cmd":"offer","roomId":"tea","uid":"anna","msg":"x" } """, """ { "remoteUid" : "茶" , "cmd":"offer","roomId":"tea","uid":"anna","msg":"x" } """)]
    public void AddressedTo_WhereverTheNameBelongs_PutsItThereAndChangesNothingElse(string text, string expected) =>
        Assert.Equal(expected, AddressedTo("茶", text));

    [Fact]
    public void AddressedTo_MsgOfAnySpelling_KeepsItToTheByte() => Assert.Equal(
        """{"cmd":"offer","roomId":"tea","uid":"anna","remoteUid":"ben","msg":"\u0041\/ 茶 \ud83d\ude00 \ud800 \"remoteUid\":\"\" {}"}""",
        AddressedTo("ben", """{"cmd":"offer","roomId":"tea","uid":"anna","remoteUid":"","msg":"\u0041\/ 茶 \ud83d\ude00 \ud800 \"remoteUid\":\"\" {}"}"""));

    [Fact]
    public void AddressedTo_TheSameFieldsInsideOfOthers_AreLeftAsTheyAre() => Assert.Equal(
        """{"x":{"remoteUid":"","msg":""},"y":[{"remoteUid":""}],"cmd":"offer","roomId":"tea","uid":"anna","remoteUid":"ben","msg":"x","z":{"remoteUid":""}}""",
        AddressedTo("ben", """{"x":{"remoteUid":"","msg":""},"y":[{"remoteUid":""}],"cmd":"offer","roomId":"tea","uid":"anna","remoteUid":"","msg":"x","z":{"remoteUid":""}}"""));

    [Fact]
    public void CopyOf_SendersBuffer_IsCopied()
    {
        var utf8 = Encoding.UTF8.GetBytes(Say.Offer("tea", "anna", ""));

        var message = UnaddressedMessage.CopyOf(utf8);
        utf8.AsSpan().Clear();

        Assert.Equal(Say.Offer("tea", "anna", "ben"), Encoding.UTF8.GetString(message.AddressedTo(new Uid("ben"))));
    }

    [Theory]
    [InlineData("\"\"", true)]
    [InlineData("\" \"", false)]
    [InlineData("\"\\u0000\"", false)]
    public void HasEmptyMsg_NothingBetweenTheQuotes_Only(string msg, bool expected) =>
        Assert.Equal(expected, Read($$"""{"x":{"msg":""},"cmd":"offer","roomId":"tea","uid":"anna","remoteUid":"","msg":{{msg}},"y":"" }""").HasEmptyMsg);

    [Fact]
    public void AddressedTo_WhateverIsReadAsUnaddressed_IsReadTheSameButForTheReceiver()
    {
        var messages = from bytes in HostileText.Unaddressed from name in Gen.Elements(_names) select (bytes, name);

        PropertyCheck.Holds(Prop.ForAll(Arb.From(messages), IsTheSameButForTheReceiver), cases: 10_000);
    }

    private static void IsTheSameButForTheReceiver((byte[] Utf8, string Name) given)
    {
        if (!ClientMessage.TryRead(given.Utf8, MaxNameLength, out var message, out _) || !message.IsUnaddressed) return;

        var addressed = UnaddressedMessage.CopyOf(given.Utf8).AddressedTo(new Uid(given.Name));

        Assert.True(ClientMessage.TryRead(addressed, MaxNameLength, out var read, out _));
        Assert.Equal(message with { RemoteUid = new Uid(given.Name) }, read);
        Assert.Equal(given.Utf8.Length + Encoding.UTF8.GetByteCount(given.Name), addressed.Length);
        var shared = given.Utf8.AsSpan().CommonPrefixLength(addressed);
        Assert.True(addressed.AsSpan().EndsWith(given.Utf8.AsSpan(shared)), "Something was changed besides the name that was put in.");
    }

    private static string AddressedTo(string name, string text)
    {
        var addressed = Encoding.UTF8.GetString(Read(text).AddressedTo(new Uid(name)));
        Assert.Equal(name, (string?)JsonNode.Parse(addressed)!["remoteUid"]);
        return addressed;
    }

    private static UnaddressedMessage Read(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Assert.True(ClientMessage.TryRead(utf8, MaxNameLength, out var message, out var fault), fault?.Message);
        Assert.True(message.IsUnaddressed);
        return UnaddressedMessage.CopyOf(utf8);
    }
}
