using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Duet.Server.Tests.Signaling;

public sealed class SeatTests
{
    [Fact]
    public async Task Resume_AfterADrop_GetsWhatWasMissedAndAPlainClientBesideItIsTold()
    {
        await using var duet = await RunningDuet.StartAsync();
        var (anna, ben, seat) = await PairAsync(duet);

        anna.Abort();
        await ben.ReceiveAsync("peer-away");
        for (var number = 0; number < 10; number++) await SayAsync(ben, "ben", "anna", $"{number}");
        await ben.AssertSilentAsync();
        var again = await duet.ConnectAsync();
        await again.SendAsync(new { cmd = "resume", roomId = "room", uid = "anna", seat, lastSeen = 1 });

        var joined = await again.ReceiveAsync("joined");
        Assert.Equal((true, 0L, 30), ((bool?)joined["resumed"], (long?)joined["lastSeen"], (int?)joined["resumeSeconds"]));
        for (var number = 0; number < 10; number++) Assert.Equal($"{number}", (string?)(await again.ReceiveAsync("candidate"))["msg"]);
        await again.AssertSilentAsync();
        await ben.ReceiveAsync("peer-back");
        await SayAsync(again, "anna", "ben", "back");
        Assert.Equal("back", (string?)(await ben.ReceiveAsync("candidate"))["msg"]);
    }

    [Fact]
    public async Task Resume_WhileTheOldConnectionIsOpen_TakesOver()
    {
        await using var duet = await RunningDuet.StartAsync();
        var (anna, ben, seat) = await PairAsync(duet);
        var again = await duet.ConnectAsync();

        await again.SendAsync(new { cmd = "resume", roomId = "room", uid = "anna", seat, lastSeen = 1 });

        await again.ReceiveAsync("joined");
        Assert.Equal("seat-gone", (string?)(await anna.ReceiveAsync("error"))["code"]);
        Assert.Equal((WebSocketCloseStatus)4001, await anna.ReceiveCloseAsync());
        await Eventually.IsTrueAsync(() => duet.Signaling.SessionCount == 2, "the old session is over");
        await ben.AssertSilentAsync();
        await again.AssertSilentAsync();
    }

    [Fact]
    public async Task Expiry_NobodyCameBack_TellsTheOther()
    {
        await using var duet = await RunningDuet.StartAsync();
        var (anna, ben, _) = await PairAsync(duet);
        anna.Abort();
        await ben.ReceiveAsync("peer-away");

        duet.Time.Advance(TimeSpan.FromSeconds(30));

        await ben.ReceiveAsync("peer-leave");
        await ben.AssertSilentAsync();
    }

    [Theory]
    [InlineData("text/plain;charset=UTF-8")]
    [InlineData("application/json")]
    public async Task PostLeave_RightSecret_LeavesOnce(string contentType)
    {
        await using var duet = await RunningDuet.StartAsync();
        var (_, ben, seat) = await PairAsync(duet);

        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(duet, Body("anna", seat), contentType));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(duet, Body("anna", seat), contentType));

        await ben.ReceiveAsync("peer-leave");
        await ben.AssertSilentAsync();
    }

    [Fact]
    public async Task PostLeave_WithHoldAndTheConnectionGone_KeepsTheSeatForThePageThatComes()
    {
        await using var duet = await RunningDuet.StartAsync();
        var (anna, ben, seat) = await PairAsync(duet);
        anna.Abort();
        await ben.ReceiveAsync("peer-away");

        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(duet, Body("anna", seat, hold: true)));
        await ben.ReceiveAsync("peer-leave");
        var again = await duet.ConnectAsync();
        await again.SendAsync(new { cmd = "resume", roomId = "room", uid = "anna", seat });

        await again.ReceiveAsync("joined");
        await again.ReceiveAsync("resp-join");
        await ben.ReceiveAsync("new-peer");
    }

    [Fact]
    public async Task PostLeave_WhateverIsWrongWithTheSeat_IsNotFoundInTheSameWords()
    {
        await using var duet = await RunningDuet.StartAsync();
        var (anna, ben, seat) = await PairAsync(duet);
        var answers = new HashSet<string>();

        foreach (var body in new[] { Body("anna", "wrong"), Body("chris", seat), Body("ben", seat), Body("anna", seat, roomId: "other") })
        {
            using var response = await SendAsync(duet, body);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            answers.Add(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        Assert.Single(answers);
        await anna.AssertSilentAsync();
        await ben.AssertSilentAsync();
    }

    [Theory]
    [InlineData("", "text/plain")]
    [InlineData("{}", "text/plain")]
    [InlineData("not json", "application/json")]
    [InlineData("""{"roomId":"room","uid":"anna","seat":1}""", "text/plain")]
    [InlineData("""{"roomId":"room","uid":"anna","seat":"x"}""", "application/xml")]
    public async Task PostLeave_BadBody_IsABadRequest(string body, string contentType)
    {
        await using var duet = await RunningDuet.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(duet, body, contentType));
    }

    [Theory]
    [InlineData(4096, HttpStatusCode.NotFound)]
    [InlineData(4097, HttpStatusCode.BadRequest)]
    [InlineData(1_000_000, HttpStatusCode.BadRequest)]
    public async Task PostLeave_BodyOfALength_IsReadUpToFourKibibytes(int bytes, HttpStatusCode expected)
    {
        await using var duet = await RunningDuet.StartAsync();

        Assert.Equal(expected, await PostAsync(duet, Body("anna", "x").PadRight(bytes)));
    }

    [Fact]
    public async Task PostLeave_ForeignOrigin_IsForbiddenAndOurOwnIsNot()
    {
        await using var duet = await RunningDuet.StartAsync();
        var (_, ben, seat) = await PairAsync(duet);

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(duet, Body("anna", seat), origin: "https://evil.example"));
        await ben.AssertSilentAsync();
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(duet, Body("anna", seat), origin: duet.Address.GetLeftPart(UriPartial.Authority)));
    }

    [Fact]
    public async Task GetLeave_IsNoWayToLeave()
    {
        await using var duet = await RunningDuet.StartAsync();
        using var http = duet.CreateHttpClient();

        using var response = await http.GetAsync("/leave", TestContext.Current.CancellationToken);

        Assert.NotEqual(HttpStatusCode.NoContent, response.StatusCode);
        Assert.InRange((int)response.StatusCode, 400, 499);
    }

    [Fact]
    public async Task Quota_ConnectJoinAndDrop_PilesUpNoMoreSeatsThanConnectionsAreAllowed()
    {
        const int Allowed = 3;
        await using var duet = await RunningDuet.StartAsync($"--Duet:Signaling:ConnectionsPerAddress={Allowed}");

        for (var number = 0; number < 2 * Allowed; number++)
        {
            var client = await duet.ConnectAsync();
            await client.SendAsync(new { cmd = "join", roomId = $"room-{number}", uid = "anna", resume = true });
            await client.ReceiveAsync("joined");
            client.Abort();
            await Eventually.IsTrueAsync(() => duet.Signaling.SessionCount == 0, "the connection is over");
        }

        Assert.Equal(Allowed, duet.Signaling.RoomCount);
        duet.Time.Advance(TimeSpan.FromSeconds(30));
        await Eventually.IsTrueAsync(() => duet.Signaling.RoomCount == 0, "the seats are over");
    }

    [Fact]
    public async Task ResumeTimeout_OfOption_IsWhatIsToldAndKept()
    {
        await using var duet = await RunningDuet.StartAsync("--Duet:Signaling:ResumeTimeout=00:00:07", "--Duet:Signaling:ReloadTimeout=00:00:00");
        var (anna, ben, _) = await PairAsync(duet);

        anna.Abort();

        await ben.ReceiveAsync("peer-away");
        duet.Time.Advance(TimeSpan.FromSeconds(7));
        await ben.ReceiveAsync("peer-leave");
    }

    // Anna, who can resume and has one message of the room, and Ben, who cannot.
    private static async Task<(SignalingClient Anna, SignalingClient Ben, string Seat)> PairAsync(RunningDuet duet)
    {
        var anna = await duet.ConnectAsync();
        await anna.SendAsync(new { cmd = "join", roomId = "room", uid = "anna", resume = true });
        JsonObject joined = await anna.ReceiveAsync("joined");
        var ben = await duet.JoinAsync("room", "ben");
        await ben.ReceiveAsync("resp-join");
        await anna.ReceiveAsync("new-peer");
        return (anna, ben, (string)joined["seat"]!);
    }

    private static Task SayAsync(SignalingClient client, string uid, string remoteUid, string msg) =>
        client.SendAsync(new { cmd = "candidate", roomId = "room", uid, remoteUid, msg });

    private static string Body(string uid, string seat, bool hold = false, string roomId = "room") =>
        JsonSerializer.Serialize(new { roomId, uid, seat, hold });

    private static async Task<HttpStatusCode> PostAsync(RunningDuet duet, string body, string contentType = "text/plain", string? origin = null)
    {
        using var response = await SendAsync(duet, body, contentType, origin);
        return response.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(RunningDuet duet, string body, string contentType = "text/plain", string? origin = null)
    {
        using var http = duet.CreateHttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/leave") { Content = new StringContent(body) };
        request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);
        if (origin is not null) request.Headers.Add("Origin", origin);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
