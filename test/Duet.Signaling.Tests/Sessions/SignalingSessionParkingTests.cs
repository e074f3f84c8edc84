using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests.Sessions;

public sealed class SignalingSessionParkingTests
{
    private readonly SignalingHost _host = new();

    [Fact]
    public async Task Offer_ToNobodyWhileAlone_IsHandedToTheJoinerRightAfterRespJoin()
    {
        var anna = await JoinAloneAsync();
        await ParkAsync(anna, "o", "c1", "c2");

        var ben = _host.Connect();
        await ben.JoinAsync("tea", "ben");

        await ben.ExpectAsync("""{"cmd":"resp-join","remoteUid":"anna"}""");
        Assert.Equal(Say.Offer("tea", "anna", "ben", "o"), await ben.ReceiveAsync());
        Assert.Equal(Say.Candidate("tea", "anna", "ben", "c1"), await ben.ReceiveAsync());
        Assert.Equal(Say.Candidate("tea", "anna", "ben", "c2"), await ben.ReceiveAsync());
        await ben.ExpectSilenceAsync();
        await anna.ExpectAsync("""{"cmd":"new-peer","remoteUid":"ben","offered":true}""");
        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Offer_ToNobodyWhileAlone_ArrivesAsItCameButForTheReceiver()
    {
        var anna = await JoinAloneAsync();
        const string Msg = """ "\u0041\/\ud800 茶 \"remoteUid\":\"\" {\"sdp\":1}" """;
        await anna.SendAsync($$"""{ "msg":{{Msg}}, "cmd":"offer" ,"remoteUid" : "" ,"uid":"anna","roomId":"tea","x":[1.0,{"remoteUid":""}] }""" + "\n");
        await anna.ExpectSilenceAsync();

        var ben = _host.Connect();
        await ben.JoinAsync("tea", "茶");
        await ben.ExpectCmdAsync("resp-join");

        var expected = $$"""{ "msg":{{Msg}}, "cmd":"offer" ,"remoteUid" : "茶" ,"uid":"anna","roomId":"tea","x":[1.0,{"remoteUid":""}] }""" + "\n";
        Assert.Equal(expected, await ben.ReceiveAsync());
    }

    [Fact]
    public async Task Offer_OfOneWhoJoinedWithNumbers_NamesTheJoinerAsText()
    {
        var anna = _host.Connect();
        await anna.SendAsync("""{"cmd":"join","roomId":4711,"uid":1}""");
        await anna.ExpectCmdAsync("joined");
        await anna.SendAsync("""{"cmd":"offer","roomId":4711,"uid":1,"remoteUid":"","msg":"o"}""");
        await anna.ExpectSilenceAsync();

        var ben = _host.Connect();
        await ben.SendAsync("""{"cmd":"join","roomId":4711,"uid":2}""");
        await ben.ExpectCmdAsync("joined");
        await ben.ExpectCmdAsync("resp-join");

        Assert.Equal("""{"cmd":"offer","roomId":4711,"uid":1,"remoteUid":"2","msg":"o"}""", await ben.ReceiveAsync());
    }

    [Fact]
    public async Task Candidate_ToNobodyAfterTheJoin_FollowsTheOfferThatWasHandedOver()
    {
        var anna = await JoinAloneAsync();
        await ParkAsync(anna, "o");
        var ben = await JoinSecondAsync();
        await ben.ExpectAsync(Say.Offer("tea", "anna", "ben", "o"));

        await anna.SendAsync(Say.Candidate("tea", "anna", "", "c1"));
        await anna.SendAsync(Say.Candidate("tea", "anna", "ben", "c2"));

        await ben.ExpectAsync(Say.Candidate("tea", "anna", "ben", "c1"));
        await ben.ExpectAsync(Say.Candidate("tea", "anna", "ben", "c2"));
        await anna.ExpectCmdAsync("new-peer");
        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Answer_ToAParkedOffer_ArrivesAfterNewPeer()
    {
        var anna = await JoinAloneAsync();
        await ParkAsync(anna, "o");
        var ben = await JoinSecondAsync();
        await ben.ExpectCmdAsync("offer");
        const string Answer = """{"cmd":"answer","roomId":"tea","uid":"ben","remoteUid":"anna","msg":"a"}""";

        await ben.SendAsync(Answer);

        await anna.ExpectCmdAsync("new-peer");
        Assert.Equal(Answer, await anna.ReceiveAsync());
    }

    [Fact]
    public async Task Answer_ToNobody_IsRefusedAndKeptForNobody()
    {
        var anna = await JoinAloneAsync();

        await anna.SendAsync("""{"cmd":"answer","roomId":"tea","uid":"anna","remoteUid":"","msg":"a"}""");

        await anna.ExpectErrorAsync("no-such-peer", "tea");
        var ben = await JoinSecondAsync();
        await ben.ExpectSilenceAsync();
    }

    [Theory]
    [InlineData("tea", "ben")]
    [InlineData("coffee", "anna")]
    public async Task Offer_ToNobodyInTheNameOfAnother_IsRefused(string roomId, string uid)
    {
        var anna = await JoinAloneAsync();

        await anna.SendAsync(Say.Offer(roomId, uid, ""));

        await anna.ExpectErrorAsync("not-you", roomId);
    }

    [Fact]
    public async Task Offer_ToNobodyWithoutARoom_IsRefused()
    {
        var anna = _host.Connect();

        await anna.SendAsync(Say.Offer("tea", "anna", ""));

        await anna.ExpectErrorAsync("not-joined", "tea");
    }

    [Fact]
    public async Task Offer_ThatCrossesWithTheJoiner_IsRefusedWithItsCandidatesAndTheJoinerHearsNothing()
    {
        var (anna, ben) = await _host.ConnectPairAsync();

        await anna.SendAsync(Say.Offer("tea", "anna", ""));
        await anna.SendAsync(Say.Candidate("tea", "anna", ""));

        await anna.ExpectErrorAsync("no-such-peer", "tea");
        await anna.ExpectErrorAsync("no-such-peer", "tea");
        await ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Withdrawal_BeforeTheJoin_IsNotAnsweredAndLeavesNothing()
    {
        var anna = await JoinAloneAsync();
        await ParkAsync(anna, "o", "c");

        await anna.SendAsync(Say.Offer("tea", "anna", "", ""));
        await anna.ExpectSilenceAsync();

        var ben = await JoinSecondAsync();
        await ben.ExpectSilenceAsync();
        await anna.ExpectAsync("""{"cmd":"new-peer","remoteUid":"ben"}""");
    }

    [Fact]
    public async Task Withdrawal_AfterTheJoin_IsRefusedBecauseItCameTooLate()
    {
        var anna = await JoinAloneAsync();
        await ParkAsync(anna, "o");
        var ben = await JoinSecondAsync();

        await anna.SendAsync(Say.Offer("tea", "anna", "", ""));

        await anna.ExpectCmdAsync("new-peer");
        await anna.ExpectErrorAsync("no-such-peer", "tea");
        await ben.ExpectCmdAsync("offer");
        await ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Offer_ToSomebodyWithAnEmptyMsg_IsForwardedAsEver()
    {
        var (anna, ben) = await _host.ConnectPairAsync();

        await anna.SendAsync(Say.Offer("tea", "anna", "ben", ""));

        await ben.ExpectAsync(Say.Offer("tea", "anna", "ben", ""));
    }

    [Fact]
    public async Task Refusals_OfWhatIsSentToNobody_CloseNothingHoweverMany()
    {
        var host = new SignalingHost(new() { MaxOutboxBytes = 64 * 1024 });
        var anna = host.Connect();
        await anna.JoinAsync("tea", "anna");

        for (var time = 0; time < 4; time++)
        {
            await anna.SendAsync(Say.Candidate("tea", "anna", ""));
            await anna.ExpectErrorAsync("no-such-peer", "tea");
            await anna.SendAsync(Say.Offer("tea", "anna", "", new string('x', 32 * 1024)));
            await anna.ExpectErrorAsync("too-large", "tea");
        }

        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Join_AsMuchAsCanBeParkedForTheLongestName_DoesNotOverflowTheJoinersOutbox()
    {
        var host = new SignalingHost(new() { MaxOutboxBytes = 64 * 1024, MaxNameLength = 256, MessageBurst = 1_000_000 });
        var (anna, ben) = (host.Connect(), host.Connect());
        await anna.JoinAsync("tea", "anna");
        await anna.SendAsync(Say.Offer("tea", "anna", ""));
        var kept = 0;
        while (true)
        {
            await anna.SendAsync(Say.Candidate("tea", "anna", ""));
            await anna.SendAsync(Say.Keepalive);
            if (await anna.ReceiveAsync() != Say.Keepalive) break;
            kept++;
        }

        await ben.JoinAsync("tea", string.Concat(Enumerable.Repeat("𠮷", 256)));

        await ben.ExpectCmdAsync("resp-join");
        await ben.ExpectCmdAsync("offer");
        for (var candidate = 0; candidate < kept; candidate++) await ben.ExpectCmdAsync("candidate");
        await ben.ExpectSilenceAsync();
        Assert.InRange(kept, 20, 30);
    }

    [Fact]
    public async Task Offer_OfAWholeMessageInTheDefaults_IsKept()
    {
        var anna = await JoinAloneAsync();
        var msg = new string('x', (64 * 1024) - Say.Offer("tea", "anna", "", "").Length);
        await ParkAsync(anna, msg);

        var ben = await JoinSecondAsync();

        Assert.Equal(Say.Offer("tea", "anna", "ben", msg), await ben.ReceiveAsync());
    }

    [Fact]
    public async Task Offer_ThatNobodyCameForInTime_IsNotHandedOver()
    {
        var anna = await JoinAloneAsync();
        await ParkAsync(anna, "o");
        _host.Time.Advance(_host.Server.Options.ParkedOfferLifetime);

        var ben = await JoinSecondAsync();

        await ben.ExpectSilenceAsync();
        await anna.ExpectAsync("""{"cmd":"new-peer","remoteUid":"ben"}""");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Leave_ThenJoinAgain_LeavesTheOfferBehind(bool closes)
    {
        var anna = await JoinAloneAsync();
        await ParkAsync(anna, "o");
        if (closes) await anna.CloseAsync();
        else await anna.SendAsync(Say.Leave("tea", "anna"));

        await (closes ? _host.Connect() : anna).JoinAsync("tea", "anna");

        var ben = await JoinSecondAsync();
        await ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Join_OfOneWhoIsGoneAtOnce_CostsTheOfferAndTheNextOneHasNone()
    {
        var anna = await JoinAloneAsync();
        await ParkAsync(anna, "o");
        var ben = await JoinSecondAsync();
        await ben.DropAsync();

        var chris = _host.Connect();
        await chris.JoinAsync("tea", "chris");

        await chris.ExpectCmdAsync("resp-join");
        await chris.ExpectSilenceAsync();
        await anna.ExpectAsync("""{"cmd":"new-peer","remoteUid":"ben","offered":true}""");
        await anna.ExpectAsync("""{"cmd":"peer-leave","remoteUid":"ben"}""");
        await anna.ExpectAsync("""{"cmd":"new-peer","remoteUid":"chris"}""");
    }

    /// <summary>Parks, and waits until it is done; nothing is answered to that.</summary>
    private static async Task ParkAsync(InMemoryClient client, string offer, params string[] candidates)
    {
        await client.SendAsync(Say.Offer("tea", "anna", "", offer));
        foreach (var candidate in candidates) await client.SendAsync(Say.Candidate("tea", "anna", "", candidate));
        await client.ExpectSilenceAsync();
    }

    private async Task<InMemoryClient> JoinAloneAsync()
    {
        var anna = _host.Connect();
        await anna.JoinAsync("tea", "anna");
        return anna;
    }

    private async Task<InMemoryClient> JoinSecondAsync()
    {
        var ben = _host.Connect();
        await ben.JoinAsync("tea", "ben");
        await ben.ExpectAsync("""{"cmd":"resp-join","remoteUid":"anna"}""");
        return ben;
    }
}
