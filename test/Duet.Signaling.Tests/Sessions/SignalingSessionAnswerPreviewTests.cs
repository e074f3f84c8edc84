using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests.Sessions;

/// <summary>What becomes of the answer of one who looks at a preview and has not come yet.</summary>
public sealed class SignalingSessionAnswerPreviewTests
{
    private const string Joined = """{"cmd":"resp-join","remoteUid":"anna"}""";
    private const string JoinedPreviewed = """{"cmd":"resp-join","remoteUid":"anna","previewed":true}""";

    private readonly SignalingHost _host = new();

    [Fact]
    public async Task Answer_ToAPreview_ReachesWhoeverWaitsAsItCame()
    {
        var (anna, ben) = await LookAsync();
        const string Answer = """{ "x":[1.0], "msg":" \u0041 茶 ","cmd":"answer-preview" ,"uid":"ben","remoteUid":"anna","roomId":"tea" }""";

        await ben.SendAsync(Answer);

        Assert.Equal(Answer, await anna.ReceiveAsync());
        await ben.ExpectSilenceAsync();
        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Join_OfOneWhoHasAnswered_IsToldToBoth()
    {
        var (anna, ben) = await LookAsync();
        await AnswerAsync(ben, anna);
        await anna.SendAsync(Say.Offer("tea", "anna", "", "")); // taken back: it is answered
        await anna.ExpectSilenceAsync();

        await ben.JoinAsync("tea", "ben");

        await ben.ExpectAsync(JoinedPreviewed);
        await anna.ExpectAsync("""{"cmd":"new-peer","remoteUid":"ben","previewed":true}""");
        await ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Join_OfOneWhoHasAnsweredAnOfferThatIsStillParked_HandsItOver()
    {
        var (anna, ben) = await LookAsync();
        await AnswerAsync(ben, anna);

        await ben.JoinAsync("tea", "ben");

        await ben.ExpectAsync(JoinedPreviewed);
        await ben.ExpectCmdAsync("offer");
        await anna.ExpectAsync("""{"cmd":"new-peer","remoteUid":"ben","offered":true,"previewed":true}""");
    }

    [Fact]
    public async Task Join_OverAnotherConnectionThanTheAnswer_IsLikeAnyOther()
    {
        var (anna, ben) = await LookAsync();
        await AnswerAsync(ben, anna);
        var impostor = _host.Connect();

        await impostor.JoinAsync("tea", "ben");

        await impostor.ExpectAsync(Joined);
        await anna.ExpectAsync("""{"cmd":"new-peer","remoteUid":"ben","offered":true}""");
    }

    [Fact]
    public async Task Join_UnderAnotherUidThanTheAnswer_IsLikeAnyOther()
    {
        var (anna, ben) = await LookAsync();
        await AnswerAsync(ben, anna);

        await ben.JoinAsync("tea", "benjamin");

        await ben.ExpectAsync(Joined);
        await anna.ExpectAsync("""{"cmd":"new-peer","remoteUid":"benjamin","offered":true}""");
    }

    [Fact]
    public async Task Join_WhereSomebodyElseOfThatNameWaitsByNow_IsLikeAnyOther()
    {
        var (anna, ben) = await LookAsync();
        await AnswerAsync(ben, anna);
        await anna.CloseAsync();
        await WaitAsync();
        await ben.ExpectCmdAsync("offer-preview");

        await ben.JoinAsync("tea", "ben");

        await ben.ExpectAsync(Joined);
    }

    [Fact]
    public async Task Join_AfterAPreparationForAnotherRoom_IsLikeAnyOther()
    {
        var (anna, ben) = await LookAsync();
        await AnswerAsync(ben, anna);
        await ben.SendAsync(Say.Prepare("coffee", "ben"));
        await ben.ExpectCmdAsync("prepared");

        await ben.JoinAsync("tea", "ben");

        await ben.ExpectAsync(Joined);
    }

    [Theory]
    [InlineData("nobody waits")]
    [InlineData("another waits")]
    [InlineData("taken back")]
    [InlineData("too old")]
    [InlineData("handed over")]
    [InlineData("named nobody")]
    public async Task Answer_ThatComesTooLate_ReachesNobodyAndIsNotRefused(string why)
    {
        var (anna, ben) = await LookAsync();
        if (why is "nobody waits") await anna.CloseAsync();
        if (why is "taken back")
        {
            await anna.SendAsync(Say.Offer("tea", "anna", "", ""));
            await anna.ExpectSilenceAsync();
        }

        if (why is "too old") _host.Time.Advance(_host.Server.Options.ParkedOfferLifetime);
        if (why is "handed over")
        {
            await _host.Connect().JoinAsync("tea", "chris");
            await anna.ExpectCmdAsync("new-peer");
        }

        await ben.SendAsync(Say.AnswerPreview("tea", "ben", why switch { "another waits" => "agatha", "named nobody" => "", _ => "anna" }));

        await ben.ExpectSilenceAsync();
        if (why is not "nobody waits") await anna.ExpectSilenceAsync();
    }

    [Theory]
    [InlineData("coffee", "ben")]
    [InlineData("tea", "benjamin")]
    public async Task Answer_ForWhatWasNotPrepared_IsRefused(string roomId, string uid)
    {
        var (anna, ben) = await LookAsync();

        await ben.SendAsync(Say.AnswerPreview(roomId, uid, "anna"));

        await ben.ExpectErrorAsync("not-joined", roomId);
        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Answer_WithoutAPreparation_IsRefused()
    {
        var (anna, _) = await LookAsync();
        var mallory = _host.Connect();

        await mallory.SendAsync(Say.AnswerPreview("tea", "mallory", "anna"));

        await mallory.ExpectErrorAsync("not-joined", "tea");
        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Answer_OfOneWhoHasASeat_IsRefused()
    {
        var (anna, ben) = await LookAsync();
        await ben.JoinAsync("coffee", "ben");

        await ben.SendAsync(Say.AnswerPreview("tea", "ben", "anna"));

        await ben.ExpectErrorAsync("already-joined", "tea");
        await anna.ExpectSilenceAsync();
    }

    [Theory]
    [InlineData("""{"cmd":"answer-preview","roomId":"tea","uid":"ben","msg":"m"}""")]
    [InlineData("""{"cmd":"answer-preview","roomId":"tea","uid":"ben","remoteUid":"anna"}""")]
    public async Task Answer_WithAFieldMissing_IsMalformed(string message)
    {
        var (anna, ben) = await LookAsync();

        await ben.SendAsync(message);

        await ben.ExpectErrorAsync("bad-message", "tea");
        await anna.ExpectSilenceAsync();
    }

    /// <summary>Anna waits with an offer parked, and its preview shown.</summary>
    private async Task<InMemoryClient> WaitAsync()
    {
        var anna = _host.Connect();
        await anna.JoinAsync("tea", "anna");
        await anna.SendAsync(Say.Offer("tea", "anna", "", "o"));
        await anna.SendAsync(Say.OfferPreview("tea", "anna"));
        await anna.ExpectSilenceAsync();
        return anna;
    }

    /// <summary>And Ben has seen the preview.</summary>
    private async Task<(InMemoryClient Anna, InMemoryClient Ben)> LookAsync()
    {
        var anna = await WaitAsync();
        var ben = _host.Connect();
        await ben.SendAsync(Say.Prepare("tea", "ben"));
        await ben.ExpectCmdAsync("prepared");
        await ben.ExpectCmdAsync("offer-preview");
        return (anna, ben);
    }

    private static async Task AnswerAsync(InMemoryClient ben, InMemoryClient anna)
    {
        await ben.SendAsync(Say.AnswerPreview("tea", "ben", "anna"));
        await anna.ExpectCmdAsync("answer-preview");
    }
}
