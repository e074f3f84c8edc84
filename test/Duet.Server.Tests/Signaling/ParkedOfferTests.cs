using System.Text.Json.Nodes;

namespace Duet.Server.Tests.Signaling;

public sealed class ParkedOfferTests
{
    [Fact]
    public async Task ParkedOffer_SomebodyComes_IsHandedOverInOrderBeforeAnythingElse()
    {
        await using var duet = await RunningDuet.StartAsync();
        await using var anna = await duet.JoinAsync("room", "anna");
        await ParkAsync(anna, "offer");
        for (var n = 0; n < 10; n++) await anna.SendAsync(new { cmd = "candidate", roomId = "room", uid = "anna", remoteUid = "", msg = $"{n}" });
        await anna.AssertSilentAsync();

        await using var ben = await duet.JoinAsync("room", "ben");

        Assert.Equal("anna", (await ben.ReceiveAsync("resp-join"))["remoteUid"]!.GetValue<string>());
        AssertIs("offer", await ben.ReceiveAsync("offer"));
        for (var n = 0; n < 10; n++) AssertIs($"{n}", await ben.ReceiveAsync("candidate"));
        await ben.AssertSilentAsync();
        Assert.Equal("""{"cmd":"new-peer","remoteUid":"ben","offered":true}""", await anna.ReceiveTextAsync());
        await anna.AssertSilentAsync();
    }

    [Fact]
    public async Task ParkedOffer_LargestAllowedMessage_ArrivesToTheByteButForTheReceiver()
    {
        await using var duet = await RunningDuet.StartAsync();
        await using var anna = await duet.JoinAsync("room", "anna");
        const string Head = """{ "remoteUid" : "" ,"extra":[1, 2.50,{"remoteUid":""}],"cmd":"offer","roomId":"room","uid":"anna","msg":"{\"sdp\":\"v=0\\r\\n \u00e4 \ud83d\ude00\"}""";
        var message = $"{Head}{new string('x', 65_536 - Head.Length - 2)}\"}}";
        Assert.Equal(65_536, message.Length);
        await anna.SendTextAsync(message);
        await anna.AssertSilentAsync();

        await using var ben = await duet.JoinAsync("room", "茶");
        await ben.ReceiveAsync("resp-join");

        Assert.Equal(message.Replace("\"remoteUid\" : \"\"", "\"remoteUid\" : \"茶\"", StringComparison.Ordinal), await ben.ReceiveTextAsync());
    }

    [Fact]
    public async Task ParkedOffer_APlainJoiner_AnswersItAndBothTalkOn()
    {
        await using var duet = await RunningDuet.StartAsync();
        await using var anna = await duet.JoinAsync("room", "anna");
        await ParkAsync(anna, "offer");
        await anna.AssertSilentAsync();

        // Whoever knows the first eight commands only: resp-join says to whom, and an offer asks for an answer.
        await using var ben = await duet.JoinAsync("room", "ben");
        var remoteUid = (await ben.ReceiveAsync("resp-join"))["remoteUid"]!.GetValue<string>();
        await ben.ReceiveAsync("offer");
        await ben.SendAsync(new { cmd = "answer", roomId = "room", uid = "ben", remoteUid, msg = "answer" });
        await ben.SendAsync(new { cmd = "candidate", roomId = "room", uid = "ben", remoteUid, msg = "b" });
        await anna.ReceiveAsync("new-peer");
        Assert.Equal("answer", Msg(await anna.ReceiveAsync("answer")));
        Assert.Equal("b", Msg(await anna.ReceiveAsync("candidate")));

        await anna.SendAsync(new { cmd = "candidate", roomId = "room", uid = "anna", remoteUid = "", msg = "crossed with new-peer" });
        await anna.SendAsync(new { cmd = "candidate", roomId = "room", uid = "anna", remoteUid = "ben", msg = "a" });

        AssertIs("crossed with new-peer", await ben.ReceiveAsync("candidate"));
        AssertIs("a", await ben.ReceiveAsync("candidate"));
        await anna.AssertSilentAsync();
    }

    [Fact]
    public async Task ParkedOffer_NobodyComesInTime_IsGone()
    {
        await using var duet = await RunningDuet.StartAsync("--Duet:Signaling:ParkedOfferLifetime=00:00:05");
        await using var anna = await duet.JoinAsync("room", "anna");
        await ParkAsync(anna, "offer");
        await anna.AssertSilentAsync();
        duet.Time.Advance(TimeSpan.FromSeconds(5));

        await anna.SendAsync(new { cmd = "candidate", roomId = "room", uid = "anna", remoteUid = "", msg = "late" });
        Assert.Equal("no-such-peer", await anna.ReceiveErrorAsync());
        await using var ben = await duet.JoinAsync("room", "ben");
        await ben.ReceiveAsync("resp-join");

        await ben.AssertSilentAsync();
        Assert.False((await anna.ReceiveAsync("new-peer")).ContainsKey("offered"));
    }

    [Fact]
    public async Task ParkedOffer_MoreThanIsKept_IsRefusedAndNothingElseChanges()
    {
        await using var duet = await RunningDuet.StartAsync("--Duet:Signaling:MaxOutboxBytes=65536");
        await using var anna = await duet.JoinAsync("room", "anna");
        await ParkAsync(anna, "offer");

        await anna.SendAsync(new { cmd = "candidate", roomId = "room", uid = "anna", remoteUid = "", msg = new string('x', 32_768) });
        var error = await anna.ReceiveAsync("error");

        Assert.Equal("too-large", error["code"]!.GetValue<string>());
        Assert.Equal("room", error["roomId"]!.GetValue<string>());
        await using var ben = await duet.JoinAsync("room", "ben");
        await ben.ReceiveAsync("resp-join");
        AssertIs("offer", await ben.ReceiveAsync("offer"));
        await ben.AssertSilentAsync();
    }

    [Fact]
    public async Task ParkedOffer_TheOneWhoWaitsIsGone_IsHandedToNobody()
    {
        await using var duet = await RunningDuet.StartAsync();
        await using var anna = await duet.JoinAsync("room", "anna");
        await ParkAsync(anna, "offer");
        await anna.AssertSilentAsync();
        anna.Abort();
        await Eventually.IsTrueAsync(() => duet.Signaling.RoomCount == 0, "the room is gone");

        await using var ben = await duet.JoinAsync("room", "ben");

        await ben.AssertSilentAsync();
    }

    private static Task ParkAsync(SignalingClient client, string msg) =>
        client.SendAsync(new { cmd = "offer", roomId = "room", uid = "anna", remoteUid = "", msg });

    private static void AssertIs(string msg, JsonObject received) => Assert.Equal(
        ("anna", "ben", msg), (received["uid"]!.GetValue<string>(), received["remoteUid"]!.GetValue<string>(), Msg(received)));

    private static string Msg(JsonObject message) => message["msg"]!.GetValue<string>();
}
