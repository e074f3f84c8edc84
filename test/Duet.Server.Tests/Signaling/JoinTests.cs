using System.Text.Json.Nodes;

namespace Duet.Server.Tests.Signaling;

public sealed class JoinTests
{
    [Fact]
    public async Task Join_EmptyRoom_IsAnsweredWithJoinedOnly()
    {
        await using var duet = await RunningDuet.StartAsync();
        await using var anna = await duet.ConnectAsync();

        var joined = await anna.JoinAsync("room", "anna");

        Assert.Equal("room", joined["roomId"]!.GetValue<string>());
        Assert.Equal("anna", joined["uid"]!.GetValue<string>());
        Assert.Equal(22, joined["seat"]!.GetValue<string>().Length);
        Assert.Equal("all", joined["iceTransportPolicy"]!.GetValue<string>());
        Assert.Equal(5, joined["keepaliveSeconds"]!.GetValue<int>());
        await anna.AssertSilentAsync();
    }

    [Fact]
    public async Task Join_RoomWithOne_TellsBothOfEachOther()
    {
        await using var duet = await RunningDuet.StartAsync();
        await using var anna = await duet.JoinAsync("room", "anna");
        await using var ben = await duet.JoinAsync("room", "ben");

        var respJoin = await ben.ReceiveAsync("resp-join");
        var newPeer = await anna.ReceiveAsync("new-peer");

        Assert.Equal("anna", respJoin["remoteUid"]!.GetValue<string>());
        Assert.Equal("ben", newPeer["remoteUid"]!.GetValue<string>());
        Assert.False(newPeer.ContainsKey("offered"));
        await anna.AssertSilentAsync();
        await ben.AssertSilentAsync();
    }

    [Fact]
    public async Task Join_FullRoom_IsRefusedAndThePairIsUndisturbed()
    {
        await using var duet = await RunningDuet.StartAsync();
        var (anna, ben) = await duet.PairAsync();
        await using var carl = await duet.ConnectAsync();

        await carl.SendAsync(new { cmd = "join", roomId = "room", uid = "carl" });
        var error = await carl.ReceiveAsync("error");

        Assert.Equal("room-full", error["code"]!.GetValue<string>());
        Assert.Equal("room", error["roomId"]!.GetValue<string>());
        await anna.AssertSilentAsync();
        await ben.AssertSilentAsync();
    }

    [Fact]
    public async Task Join_ThousandClientsRaceForTwoSeats_TwoAreSeatedAndTheRestRefused()
    {
        const int Clients = 1000;
        await using var duet = await RunningDuet.StartAsync("--Duet:Signaling:ConnectionsPerAddress=2000");
        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => duet.ConnectAsync()));

        await Task.WhenAll(clients.Select((client, n) => client.SendAsync(new { cmd = "join", roomId = "room", uid = $"u{n}" })));
        var answers = await Task.WhenAll(clients.Select(client => client.ReceiveAsync()));

        Assert.Equal(2, answers.Count(answer => Cmd(answer) == "joined"));
        Assert.Equal(Clients - 2, answers.Count(answer => Cmd(answer) == "error" && answer["code"]!.GetValue<string>() == "room-full"));
        var seated = clients.Where((_, n) => Cmd(answers[n]) == "joined").ToList();
        var met = await Task.WhenAll(seated.Select(client => client.ReceiveAsync()));
        Assert.Equal(["new-peer", "resp-join"], met.Select(Cmd).Order());
        Assert.Equal(1, duet.Signaling.RoomCount);
        foreach (var client in clients) await client.DisposeAsync();
    }

    [Fact]
    public async Task Join_UidOfSomebodyInTheRoom_IsRefused()
    {
        await using var duet = await RunningDuet.StartAsync();
        await using var anna = await duet.JoinAsync("room", "anna");
        await using var other = await duet.ConnectAsync();

        await other.SendAsync(new { cmd = "join", roomId = "room", uid = "anna" });

        Assert.Equal("uid-in-use", await other.ReceiveErrorAsync());
        await anna.AssertSilentAsync();
    }

    [Fact]
    public async Task Join_Twice_IsRefused()
    {
        await using var duet = await RunningDuet.StartAsync();
        await using var anna = await duet.JoinAsync("room", "anna");

        await anna.SendAsync(new { cmd = "join", roomId = "elsewhere", uid = "anna" });

        Assert.Equal("already-joined", await anna.ReceiveErrorAsync());
        Assert.Equal(1, duet.Signaling.RoomCount);
    }

    [Theory]
    [InlineData("room")]
    [InlineData("elsewhere")]
    public async Task Join_AfterLeave_IsSeatedAgain(string roomId)
    {
        await using var duet = await RunningDuet.StartAsync();
        await using var anna = await duet.JoinAsync("room", "anna");

        await anna.LeaveAsync("room", "anna");
        var joined = await anna.JoinAsync(roomId, "anna");

        Assert.Equal(roomId, joined["roomId"]!.GetValue<string>());
        Assert.Equal(1, duet.Signaling.RoomCount);
    }

    [Fact]
    public async Task Join_NamesAsNumbers_AreReadAsTheirText()
    {
        await using var duet = await RunningDuet.StartAsync();
        await using var anna = await duet.ConnectAsync();
        await using var ben = await duet.ConnectAsync();

        await anna.SendTextAsync("""{"cmd":"join","roomId":4711,"uid":1}""");
        await anna.ReceiveAsync("joined");
        await ben.JoinAsync("4711", "2");

        Assert.Equal("1", (await ben.ReceiveAsync("resp-join"))["remoteUid"]!.GetValue<string>());
    }

    [Fact]
    public async Task Prepare_BeforeJoin_AnswersWithoutTakingASeat()
    {
        await using var duet = await RunningDuet.StartAsync("--Duet:Ice:TransportPolicy=relay", "--Duet:Ice:Servers:0:Urls=stun:127.0.0.1:3478");
        await using var anna = await duet.ConnectAsync();

        await anna.SendAsync(new { cmd = "prepare", roomId = "room", uid = "anna" });
        var prepared = await anna.ReceiveAsync("prepared");

        Assert.Equal("relay", prepared["iceTransportPolicy"]!.GetValue<string>());
        Assert.Equal("stun:127.0.0.1:3478", prepared["iceServers"]!.AsArray().Last()!["urls"]![0]!.GetValue<string>());
        Assert.Equal(0, duet.Signaling.RoomCount);
    }

    private static string Cmd(JsonObject message) => message["cmd"]!.GetValue<string>();
}
