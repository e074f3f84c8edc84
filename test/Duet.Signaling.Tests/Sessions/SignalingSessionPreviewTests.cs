using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests.Sessions;

/// <summary>What those who prepare see of an offer that is parked.</summary>
public sealed class SignalingSessionPreviewTests
{
    private readonly SignalingHost _host = new();

    [Fact]
    public async Task Preview_OfAParkedOffer_IsShownToWhoeverPreparesAsItCame()
    {
        var anna = await WaitAsync();
        const string Preview = """{ "x":[1.0], "msg":" \u0041 茶 ","cmd":"offer-preview" ,"uid":"anna","roomId":"tea" }""";
        await anna.SendAsync(Preview);

        var ben = await PrepareAsync();

        Assert.Equal(Preview, await ben.ReceiveAsync());
        await ben.ExpectSilenceAsync();
        await anna.ExpectSilenceAsync(); // nobody is told
    }

    [Fact]
    public async Task Preview_OfAnotherRoom_IsNotShown()
    {
        await ShowAsync(await WaitAsync());
        var ben = _host.Connect();

        await ben.SendAsync(Say.Prepare("coffee", "ben"));

        await ben.ExpectCmdAsync("prepared");
        await ben.ExpectSilenceAsync();
        Assert.Equal(1, _host.Server.RoomCount);
    }

    [Fact]
    public async Task Preview_SentAgain_IsTheLastOne()
    {
        var anna = await WaitAsync();
        for (var time = 0; time < 50; time++) await ShowAsync(anna, new string('p', 4000));
        await ShowAsync(anna, "last");

        var ben = await PrepareAsync();

        await ben.ExpectAsync(Say.OfferPreview("tea", "anna", "last"));
        await ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Preview_OfWhatIsHandedOver_DoesNotGoWithIt()
    {
        await ShowAsync(await WaitAsync());
        var ben = _host.Connect();

        await ben.JoinAsync("tea", "ben");

        await ben.ExpectCmdAsync("resp-join");
        await ben.ExpectAsync(Say.Offer("tea", "anna", "ben", "o"));
        await ben.ExpectSilenceAsync();
    }

    [Theory]
    [InlineData("taken back")]
    [InlineData("replaced")]
    [InlineData("too old")]
    [InlineData("handed over")]
    [InlineData("handed over, and they have left")]
    [InlineData("left behind")]
    public async Task Preview_OfAnOfferThatIsNotKeptAnyMore_IsNotShown(string why)
    {
        var anna = await WaitAsync();
        await ShowAsync(anna);
        if (why is "taken back") await anna.SendAsync(Say.Offer("tea", "anna", "", ""));
        if (why is "replaced") await anna.SendAsync(Say.Offer("tea", "anna", "", "another"));
        if (why is "too old") _host.Time.Advance(_host.Server.Options.ParkedOfferLifetime);
        if (why is "left behind") await anna.SendAsync(Say.Leave("tea", "anna"));
        if (why.StartsWith("handed over", StringComparison.Ordinal))
        {
            var chris = _host.Connect();
            await chris.JoinAsync("tea", "chris");
            await anna.ExpectCmdAsync("new-peer");
            if (why is not "handed over")
            {
                await chris.SendAsync(Say.Leave("tea", "chris"));
                await anna.ExpectCmdAsync("peer-leave");
            }
        }

        await anna.ExpectSilenceAsync();
        var ben = await PrepareAsync();

        await ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Preview_WithoutAnOffer_IsRefused()
    {
        var anna = _host.Connect();
        await anna.JoinAsync("tea", "anna");

        await anna.SendAsync(Say.OfferPreview("tea", "anna"));

        await anna.ExpectErrorAsync("no-such-peer", "tea");
        await (await PrepareAsync()).ExpectSilenceAsync();
    }

    [Fact]
    public async Task Preview_ThatCrossesWithTheHandOver_IsNobodysBusiness()
    {
        var anna = await WaitAsync();
        var ben = _host.Connect();
        await ben.JoinAsync("tea", "ben");
        await ben.ExpectCmdAsync("resp-join");
        await ben.ExpectCmdAsync("offer");
        await anna.ExpectCmdAsync("new-peer");

        await anna.SendAsync(Say.OfferPreview("tea", "anna"));

        await anna.ExpectSilenceAsync();
        await ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Preview_MoreThanIsKeptForASeat_IsRefusedAndTheOfferStays()
    {
        var anna = await WaitAsync();
        await ShowAsync(anna);
        var most = _host.Server.Options.MaxParkedBytes;
        for (var kept = 0; kept + 60_000 < most; kept += 60_000) await anna.SendAsync(Say.Candidate("tea", "anna", "", new string('c', 60_000)));

        await anna.SendAsync(Say.OfferPreview("tea", "anna", new string('p', 60_000)));

        await anna.ExpectErrorAsync("too-large", "tea");
        await (await PrepareAsync()).ExpectSilenceAsync(); // the former one is of what was before
        var ben = _host.Connect();
        await ben.JoinAsync("tea", "ben");
        await ben.ExpectCmdAsync("resp-join");
        await ben.ExpectCmdAsync("offer");
    }

    [Theory]
    [InlineData("tea", "ben")]
    [InlineData("coffee", "anna")]
    public async Task Preview_InTheNameOfAnother_IsRefused(string roomId, string uid)
    {
        var anna = await WaitAsync();

        await anna.SendAsync(Say.OfferPreview(roomId, uid));

        await anna.ExpectErrorAsync("not-you", roomId);
    }

    [Fact]
    public async Task Preview_WithoutARoom_IsRefused()
    {
        var anna = _host.Connect();

        await anna.SendAsync(Say.OfferPreview("tea", "anna"));

        await anna.ExpectErrorAsync("not-joined", "tea");
    }

    [Fact]
    public async Task Preview_WithoutMsg_IsMalformed()
    {
        var anna = await WaitAsync();

        await anna.SendAsync("""{"cmd":"offer-preview","roomId":"tea","uid":"anna"}""");

        await anna.ExpectErrorAsync("bad-message", "tea");
    }

    [Fact]
    public async Task Prepare_OfOneWhoSitsThere_ShowsNothing()
    {
        var anna = await WaitAsync();
        await ShowAsync(anna);

        await anna.SendAsync(Say.Prepare("tea", "anna"));

        await anna.ExpectCmdAsync("prepared");
        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Preview_ParkedWhileSomebodyLooks_IsShownToThem()
    {
        var ben = await PrepareAsync();
        var anna = await WaitAsync();
        await ben.ExpectSilenceAsync();

        await ShowAsync(anna, "first");
        await ShowAsync(anna, "second");

        await ben.ExpectAsync(Say.OfferPreview("tea", "anna", "first"));
        await ben.ExpectAsync(Say.OfferPreview("tea", "anna", "second"));
        await ben.ExpectSilenceAsync();
    }

    [Theory]
    [InlineData("joined")]
    [InlineData("turned to another room")]
    [InlineData("closed")]
    public async Task Preview_ParkedWhenALookerHas_IsNotShownToThem(string what)
    {
        var ben = await PrepareAsync();
        if (what is "joined") await ben.JoinAsync("coffee", "ben");
        if (what is "closed") await ben.CloseAsync();
        if (what is "turned to another room")
        {
            await ben.SendAsync(Say.Prepare("coffee", "ben"));
            await ben.ExpectCmdAsync("prepared");
        }

        var anna = await WaitAsync();
        await ShowAsync(anna);

        if (what is not "closed") await ben.ExpectSilenceAsync();
        Assert.Equal(what is "turned to another room" ? 1 : 0, _host.Server.Lookers.RoomCount);
    }

    [Fact]
    public async Task Preview_ParkedWhenALookerWasRefusedASeat_IsShownToThem()
    {
        var ben = await PrepareAsync();
        foreach (var other in new[] { "chris", "dora" }) await _host.Connect().JoinAsync("coffee", other);
        await ben.SendAsync(Say.Join("coffee", "ben"));
        await ben.ExpectErrorAsync("room-full", "coffee");
        await ben.SendAsync(Say.Resume("tea", "ben", "0123456789012345678901", lastSeen: 0));
        await ben.ExpectErrorAsync("seat-gone", "tea");

        await ShowAsync(await WaitAsync());

        await ben.ExpectAsync(Say.OfferPreview("tea", "anna", "p"));
        await ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Preview_ParkedWhileACrowdLooks_IsShownToTheFirstEight()
    {
        var crowd = new List<InMemoryClient>();
        for (var each = 0; each < 10; each++)
        {
            crowd.Add(_host.Connect());
            await crowd[each].SendAsync(Say.Prepare("tea", $"looker-{each}"));
            await crowd[each].ExpectCmdAsync("prepared");
        }

        await ShowAsync(await WaitAsync());

        foreach (var shown in crowd.Take(8)) await shown.ExpectCmdAsync("offer-preview");
        foreach (var each in crowd)
        {
            await each.ExpectSilenceAsync();
            await each.CloseAsync();
        }

        Assert.Equal(0, _host.Server.Lookers.RoomCount);
    }

    [Fact]
    public async Task Preview_ShownByOneWhoIsNotAloneAnyMore_IsNotShownToLookers()
    {
        var anna = await WaitAsync();
        var chris = _host.Connect();
        await chris.JoinAsync("tea", "chris");
        await anna.ExpectCmdAsync("new-peer");
        var ben = await PrepareAsync();

        await ShowAsync(anna);

        await ben.ExpectSilenceAsync();
    }

    /// <summary>Anna, alone, with an offer parked.</summary>
    private async Task<InMemoryClient> WaitAsync()
    {
        var anna = _host.Connect();
        await anna.JoinAsync("tea", "anna");
        await anna.SendAsync(Say.Offer("tea", "anna", "", "o"));
        await anna.ExpectSilenceAsync();
        return anna;
    }

    private static async Task ShowAsync(InMemoryClient anna, string msg = "p")
    {
        await anna.SendAsync(Say.OfferPreview("tea", "anna", msg));
        await anna.ExpectSilenceAsync();
    }

    /// <summary>Ben, who looks at his preview.</summary>
    private async Task<InMemoryClient> PrepareAsync()
    {
        var ben = _host.Connect();
        await ben.SendAsync(Say.Prepare("tea", "ben"));
        await ben.ExpectCmdAsync("prepared");
        return ben;
    }
}
