namespace Duet.Server.Tests.Signaling;

public sealed class ForwardTests
{
    [Theory]
    [InlineData("offer")]
    [InlineData("answer")]
    [InlineData("candidate")]
    public async Task Forward_ToTheOther_ArrivesToTheByte(string cmd)
    {
        await using var duet = await RunningDuet.StartAsync();
        var (anna, ben) = await duet.PairAsync();
        var message = $$"""{ "msg":"{\"sdp\":\"v=0\\r\\n \u00e4 茶 \ud83d\ude00\"}" ,"extra":[1, 2.50,{"a":null}],"cmd":"{{cmd}}","roomId":"room","uid":"anna","remoteUid":"ben"  }""";

        await anna.SendTextAsync(message);

        Assert.Equal(message, await ben.ReceiveTextAsync());
        await anna.AssertSilentAsync();
    }

    [Fact]
    public async Task Forward_LargestAllowedMessage_ArrivesWhole()
    {
        await using var duet = await RunningDuet.StartAsync();
        var (anna, ben) = await duet.PairAsync();
        const string Head = """{"cmd":"offer","roomId":"room","uid":"anna","remoteUid":"ben","msg":""";
        var message = $"{Head}\"{new string('x', 65_536 - Head.Length - 3)}\"}}";
        Assert.Equal(65_536, message.Length);

        await anna.SendTextAsync(message);

        Assert.Equal(message, await ben.ReceiveTextAsync());
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("carl")]
    [InlineData("")]
    public async Task Forward_ToNobody_IsAnsweredWithNoSuchPeer(string remoteUid)
    {
        await using var duet = await RunningDuet.StartAsync();
        var (anna, ben) = await duet.PairAsync();

        await anna.SendAsync(new { cmd = "offer", roomId = "room", uid = "anna", remoteUid, msg = "{}" });

        Assert.Equal("no-such-peer", await anna.ReceiveErrorAsync());
        await ben.AssertSilentAsync();
    }

    [Fact]
    public async Task Forward_ToSomebodyWhoLeft_IsAnsweredWithNoSuchPeer()
    {
        await using var duet = await RunningDuet.StartAsync();
        var (anna, ben) = await duet.PairAsync();
        await ben.LeaveAsync("room", "ben");
        await anna.ReceiveAsync("peer-leave");

        await anna.SendAsync(new { cmd = "candidate", roomId = "room", uid = "anna", remoteUid = "ben", msg = "{}" });

        Assert.Equal("no-such-peer", await anna.ReceiveErrorAsync());
    }

    [Theory]
    [InlineData("offer")]
    [InlineData("leave")]
    public async Task Command_BeforeJoin_IsAnsweredWithNotJoined(string cmd)
    {
        await using var duet = await RunningDuet.StartAsync();
        await using var anna = await duet.ConnectAsync();

        for (var n = 0; n < 4; n++)
        {
            await anna.SendTextAsync($$"""{"cmd":"{{cmd}}","roomId":0,"uid":"anna","remoteUid":"ben","msg":"{}"}""");
            Assert.Equal("not-joined", await anna.ReceiveErrorAsync());
        }

        await anna.AssertSilentAsync();
    }

    [Theory]
    [InlineData("offer", "room", "ben")]
    [InlineData("leave", "room", "ben")]
    [InlineData("leave", "elsewhere", "anna")]
    [InlineData("candidate", "elsewhere", "anna")]
    [InlineData("prepare", "room", "ben")]
    public async Task Command_InTheNameOfAnother_IsAnsweredWithNotYou(string cmd, string roomId, string uid)
    {
        await using var duet = await RunningDuet.StartAsync();
        var (anna, ben) = await duet.PairAsync();
        await using var stranger = await duet.JoinAsync("elsewhere", "stranger");

        await anna.SendAsync(new { cmd, roomId, uid, remoteUid = "stranger", msg = "{}" });

        Assert.Equal("not-you", await anna.ReceiveErrorAsync());
        await ben.AssertSilentAsync();
        await stranger.AssertSilentAsync();
    }

    [Theory]
    [InlineData("keepalive")]
    [InlineData("keeplive")]
    public async Task Keepalive_IsEchoedAsItCame(string cmd)
    {
        await using var duet = await RunningDuet.StartAsync();
        await using var anna = await duet.ConnectAsync();
        var message = $$"""{"cmd":"{{cmd}}","sentAt":1.5}""";

        await anna.SendTextAsync(message);

        Assert.Equal(message, await anna.ReceiveTextAsync());
    }
}
