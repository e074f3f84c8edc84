using Duet.Signaling.Sessions;
using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests.Sessions;

public sealed class SignalingSessionRoomTests
{
    private readonly SignalingHost _host = new();

    [Fact]
    public async Task Join_EmptyRoom_IsAnsweredWithJoinedOnly()
    {
        var anna = _host.Connect();
        await anna.SendAsync(Say.Join("tea", "anna"));

        var joined = await anna.ExpectCmdAsync("joined");

        Assert.Equal(("tea", "anna", 5), ((string?)joined["roomId"], (string?)joined["uid"], (int?)joined["keepaliveSeconds"]));
        Assert.Matches("^[A-Za-z0-9_-]{22}$", (string?)joined["seat"]);
        Assert.Equal("relay", (string?)joined["iceTransportPolicy"]);
        Assert.Equal("""[{"urls":["turn:seat.example"],"username":"anna","credential":"secret"}]""", joined["iceServers"]!.ToJsonString());
        await anna.ExpectSilenceAsync();
        Assert.Equal(1, _host.Server.RoomCount);
    }

    [Fact]
    public async Task Join_KeepaliveIntervalOfTheOptions_IsTold()
    {
        var anna = new SignalingHost(new() { KeepaliveInterval = TimeSpan.FromMinutes(2) }).Connect();
        await anna.SendAsync(Say.Join("tea", "anna"));

        Assert.Equal(120, (int?)(await anna.ExpectCmdAsync("joined"))["keepaliveSeconds"]);
    }

    [Fact]
    public async Task Join_RoomWithOne_BothHearOfEachOther()
    {
        var (anna, ben) = await _host.ConnectPairAsync();

        await anna.ExpectSilenceAsync();
        await ben.ExpectSilenceAsync();
        Assert.Equal((1, 2), (_host.Server.RoomCount, _host.Server.SessionCount));
    }

    [Fact]
    public async Task Join_FullRoom_IsRefusedAndThePairNoticesNothing()
    {
        var (anna, ben) = await _host.ConnectPairAsync();
        var chris = _host.Connect();

        await chris.SendAsync(Say.Join("tea", "chris"));

        await chris.ExpectErrorAsync("room-full", "tea");
        await anna.ExpectSilenceAsync();
        await ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Join_RefusedOnce_MayJoinAnotherRoom()
    {
        await _host.ConnectPairAsync();
        var chris = _host.Connect();
        await chris.SendAsync(Say.Join("tea", "chris"));
        await chris.ExpectErrorAsync("room-full", "tea");

        await chris.JoinAsync("coffee", "chris");

        Assert.Equal(2, _host.Server.RoomCount);
    }

    [Fact]
    public async Task Join_UidOfWhoIsThere_IsRefused()
    {
        var (anna, impostor) = (_host.Connect(), _host.Connect());
        await anna.JoinAsync("tea", "anna");

        await impostor.SendAsync(Say.Join("tea", "anna"));

        await impostor.ExpectErrorAsync("uid-in-use", "tea");
        await anna.ExpectSilenceAsync();
    }

    [Theory]
    [InlineData("tea", "anna")]
    [InlineData("tea", "chris")]
    [InlineData("coffee", "anna")]
    public async Task Join_Twice_IsRefusedAndTheSeatIsKept(string roomId, string uid)
    {
        var (anna, ben) = await _host.ConnectPairAsync();

        await anna.SendAsync(Say.Join(roomId, uid));

        await anna.ExpectErrorAsync("already-joined", roomId);
        await ben.ExpectSilenceAsync();
        await ExpectExchangeAsync(anna, ben);
        Assert.Equal(1, _host.Server.RoomCount);
    }

    [Fact]
    public async Task Join_NumbersAsNames_AreTheirTexts()
    {
        var (anna, ben) = (_host.Connect(), _host.Connect());
        await anna.SendAsync("""{"cmd":"join","roomId":4711,"uid":17}""");
        await anna.ExpectCmdAsync("joined");

        await ben.JoinAsync("4711", "ben");

        await ben.ExpectAsync("""{"cmd":"resp-join","remoteUid":"17"}""");
    }

    [Theory]
    [InlineData("offer")]
    [InlineData("answer")]
    [InlineData("candidate")]
    public async Task Forward_ToTheOther_ArrivesAsTheSameText(string cmd)
    {
        var (anna, ben) = await _host.ConnectPairAsync();
        const string Msg = """ "\u0041\/\ud800 茶 {\"sdp\":1}" """;
        var text = $$"""{ "msg":{{Msg}}, "cmd":"{{cmd}}" ,"remoteUid":"ben","uid":"anna","roomId":"tea","x":[1.0] }""" + "\n";

        await anna.SendAsync(text);

        Assert.Equal(text, await ben.ReceiveAsync());
        await anna.ExpectSilenceAsync();
    }

    [Theory]
    [InlineData("chris")]
    [InlineData("anna")]
    [InlineData("")]
    public async Task Forward_ToNobody_IsRefused(string remoteUid)
    {
        var (anna, ben) = await _host.ConnectPairAsync();

        await anna.SendAsync(Say.Offer("tea", "anna", remoteUid));

        await anna.ExpectErrorAsync("no-such-peer", "tea");
        await ben.ExpectSilenceAsync();
    }

    [Theory]
    [InlineData("tea", "ben")]
    [InlineData("coffee", "anna")]
    [InlineData("Tea", "anna")]
    public async Task Forward_InTheNameOfAnother_IsRefused(string roomId, string uid)
    {
        var (anna, ben) = await _host.ConnectPairAsync();

        await anna.SendAsync(Say.Offer(roomId, uid, "ben"));

        await anna.ExpectErrorAsync("not-you", roomId);
        await ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Forward_IntoAnotherRoom_DoesNotReachIt()
    {
        var (anna, ben) = await _host.ConnectPairAsync("tea");
        var (other, another) = await _host.ConnectPairAsync("coffee");

        await anna.SendAsync(Say.Offer("coffee", "anna", "ben"));

        await anna.ExpectErrorAsync("not-you", "coffee");
        foreach (var client in new[] { ben, other, another }) await client.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Forward_WithoutARoom_IsRefused()
    {
        var anna = _host.Connect();

        await anna.SendAsync(Say.Offer("tea", "anna", "ben"));

        await anna.ExpectErrorAsync("not-joined", "tea");
    }

    [Fact]
    public async Task Leave_RoomOfTwo_TheOtherHearsOfItOnce()
    {
        var (anna, ben) = await _host.ConnectPairAsync();

        await anna.SendAsync(Say.Leave("tea", "anna"));
        await anna.ExpectSilenceAsync();

        await ben.ExpectAsync("""{"cmd":"peer-leave","remoteUid":"anna"}""");
        await anna.CloseAsync();
        await ben.ExpectSilenceAsync();
        Assert.Equal(1, _host.Server.RoomCount);
    }

    [Fact]
    public async Task Leave_Alone_TheRoomIsGone()
    {
        var anna = _host.Connect();
        await anna.JoinAsync("tea", "anna");

        await anna.SendAsync(Say.Leave("tea", "anna"));
        await anna.ExpectSilenceAsync();

        Assert.Equal((0, 1), (_host.Server.RoomCount, _host.Server.SessionCount));
    }

    [Theory]
    [InlineData("tea", "anna")]
    [InlineData("tea", "chris")]
    [InlineData("coffee", "anna")]
    public async Task Leave_ThenJoin_IsSeatedAgain(string roomId, string uid)
    {
        var anna = _host.Connect();
        await anna.JoinAsync("tea", "anna");
        await anna.SendAsync(Say.Leave("tea", "anna"));

        await anna.JoinAsync(roomId, uid);

        var ben = _host.Connect();
        await ben.JoinAsync(roomId, "ben");
        await ben.ExpectAsync($$"""{"cmd":"resp-join","remoteUid":"{{uid}}"}""");
    }

    [Fact]
    public async Task Leave_InTheNameOfTheOther_IsRefused()
    {
        var (anna, ben) = await _host.ConnectPairAsync();

        await anna.SendAsync(Say.Leave("tea", "ben"));

        await anna.ExpectErrorAsync("not-you", "tea");
        await ExpectExchangeAsync(anna, ben);
    }

    [Fact]
    public async Task Leave_WithoutARoom_IsRefused()
    {
        var anna = _host.Connect();

        await anna.SendAsync(Say.Leave("tea", "anna"));

        await anna.ExpectErrorAsync("not-joined", "tea");
    }

    [Theory]
    [InlineData("""{"cmd":"keepalive"}""")]
    [InlineData("""{"cmd":"keeplive"}""")]
    [InlineData("""{ "cmd" : "keepalive" , "at" : 17 }""")]
    public async Task Keepalive_AndItsAlias_AreEchoedAsTheyCame(string text)
    {
        var anna = _host.Connect();

        await anna.SendAsync(text);

        Assert.Equal(text, await anna.ReceiveAsync());
    }

    [Fact]
    public async Task Prepare_OutsideOfARoom_IsAnsweredAndTakesNoSeat()
    {
        var anna = _host.Connect();

        await anna.SendAsync(Say.Prepare("tea", "anna"));

        await anna.ExpectAsync("""{"cmd":"prepared","iceServers":[{"urls":["stun:prepare.example"]}],"iceTransportPolicy":"all"}""");
        Assert.Equal(0, _host.Server.RoomCount);
    }

    [Fact]
    public async Task Prepare_ForAFullRoom_TellsNobody()
    {
        var (anna, ben) = await _host.ConnectPairAsync();
        var chris = _host.Connect();

        await chris.SendAsync(Say.Prepare("tea", "chris"));

        await chris.ExpectCmdAsync("prepared");
        await anna.ExpectSilenceAsync();
        await ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Prepare_InTheRoomAsOneself_IsAnswered()
    {
        var anna = _host.Connect();
        await anna.JoinAsync("tea", "anna");

        await anna.SendAsync(Say.Prepare("tea", "anna"));

        await anna.ExpectCmdAsync("prepared");
    }

    [Fact]
    public async Task Prepare_InTheRoomAsAnother_IsRefused()
    {
        var anna = _host.Connect();
        await anna.JoinAsync("tea", "anna");

        await anna.SendAsync(Say.Prepare("tea", "ben"));

        await anna.ExpectErrorAsync("not-you", "tea");
    }

    [Fact]
    public async Task Close_InARoom_TheOtherHearsOfItOnce()
    {
        var (anna, ben) = await _host.ConnectPairAsync();

        Assert.Same(SessionEnd.ClientClosed, await anna.CloseAsync());

        await ben.ExpectAsync("""{"cmd":"peer-leave","remoteUid":"anna"}""");
        await ben.ExpectSilenceAsync();
        Assert.Equal((1, 1), (_host.Server.RoomCount, _host.Server.SessionCount));
    }

    [Fact]
    public async Task Drop_InARoom_TheOtherHearsOfItOnce()
    {
        var (anna, ben) = await _host.ConnectPairAsync();

        Assert.Same(SessionEnd.ConnectionLost, await anna.DropAsync());

        await ben.ExpectAsync("""{"cmd":"peer-leave","remoteUid":"anna"}""");
        await ben.ExpectSilenceAsync();
        Assert.Equal((1, 1), (_host.Server.RoomCount, _host.Server.SessionCount));
    }

    [Fact]
    public async Task Drop_BothAtOnce_NothingRemains()
    {
        var (anna, ben) = await _host.ConnectPairAsync();

        await Task.WhenAll(anna.DropAsync(), ben.DropAsync());

        Assert.Equal((0, 0), (_host.Server.RoomCount, _host.Server.SessionCount));
    }

    [Fact]
    public async Task Drop_OutsideOfARoom_EndsTheSession()
    {
        Assert.Same(SessionEnd.ConnectionLost, await _host.Connect().DropAsync());

        Assert.Equal(0, _host.Server.SessionCount);
    }

    private static async Task ExpectExchangeAsync(InMemoryClient anna, InMemoryClient ben)
    {
        await anna.SendAsync(Say.Offer("tea", "anna", "ben"));
        await ben.ExpectAsync(Say.Offer("tea", "anna", "ben"));
    }
}
