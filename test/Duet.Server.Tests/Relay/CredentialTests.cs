using Duet.Stun;

namespace Duet.Server.Tests.Relay;

/// <summary>How long the credentials are good that seats and preparations are given.</summary>
public sealed class CredentialTests
{
    private static readonly TimeSpan _preparation = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Seat_OnEveryTransport_IsLetIn()
    {
        await using var duet = await RelayDuet.StartHttpsAsync();
        var (_, offer) = await duet.JoinWithOfferAsync("anna");

        using var udp = TurnClient.OverUdp(offer.UdpPort);
        using var tcp = await TurnClient.OverTcpAsync(offer.TcpPort);
        using var tls = await TurnClient.OverTlsAsync(duet.Address.Port);

        Assert.Null(await udp.AllocateAsync(offer));
        Assert.Null(await tcp.AllocateAsync(offer));
        Assert.Null(await tls.AllocateAsync(offer));
    }

    [Fact]
    public async Task Seats_OfOneRoom_HaveTheirOwnCredentials()
    {
        await using var duet = await RelayDuet.StartAsync();
        var (_, annas) = await duet.JoinWithOfferAsync("anna");
        var (_, bens) = await duet.JoinWithOfferAsync("ben");

        Assert.NotEqual(annas.Username, bens.Username);
        Assert.NotEqual(annas.Password, bens.Password);
        Assert.Equal(StunErrorCode.Unauthenticated, await TryAsync(annas with { Password = bens.Password }));
    }

    [Fact]
    public async Task Leave_EndsTheSeatsCredentialsAndNobodyElses()
    {
        await using var duet = await RelayDuet.StartAsync();
        var (anna, annas) = await duet.JoinWithOfferAsync("anna");
        var (_, bens) = await duet.JoinWithOfferAsync("ben");

        await anna.LeaveAsync("room", "anna");
        await anna.ReceiveAsync("new-peer");
        await anna.AssertSilentAsync(); // So it has left.

        Assert.Equal(StunErrorCode.Unauthenticated, await TryAsync(annas));
        Assert.Null(await TryAsync(bens));
    }

    [Fact]
    public async Task Leave_EndsTheAllocationThatIsThere()
    {
        await using var duet = await RelayDuet.StartAsync();
        var (anna, annas) = await duet.JoinWithOfferAsync("anna");
        using var client = TurnClient.OverUdp(annas.UdpPort);
        Assert.Null(await client.AllocateAsync(annas));

        await anna.LeaveAsync("room", "anna");
        await anna.AssertSilentAsync();

        Assert.Equal(StunErrorCode.Unauthenticated, await client.RefreshAsync(annas));
        var (_, again) = await duet.JoinWithOfferAsync("anna");
        Assert.Null(await client.AllocateAsync(again)); // RFC 8656 section 7.2: 437, if there were still one on this 5-tuple.
    }

    [Fact]
    public async Task Connection_Dropped_EndsTheSeatsCredentials()
    {
        await using var duet = await RelayDuet.StartAsync();
        var (anna, annas) = await duet.JoinWithOfferAsync("anna");
        Assert.Null(await TryAsync(annas));

        anna.Abort();
        await Eventually.IsTrueAsync(() => duet.Signaling.SessionCount == 0, "the session is over");

        Assert.Equal(StunErrorCode.Unauthenticated, await TryAsync(annas));
    }

    [Fact]
    public async Task Join_Refused_LeavesTheCredentialsOfOthersAndItsOwnPreparation()
    {
        await using var duet = await RelayDuet.StartAsync();
        var (_, annas) = await duet.JoinWithOfferAsync("anna");
        var (_, bens) = await duet.JoinWithOfferAsync("ben");
        await using var carl = await duet.ConnectAsync();
        var carls = await carl.PrepareAsync("carl");

        await carl.SendAsync(new { cmd = "join", roomId = "room", uid = "carl" });
        Assert.Equal("room-full", (await carl.ReceiveAsync("error"))["code"]!.GetValue<string>());

        Assert.Null(await TryAsync(annas));
        Assert.Null(await TryAsync(bens));
        Assert.Null(await TryAsync(carls));
        duet.Time.Advance(_preparation);
        Assert.Equal(StunErrorCode.Unauthenticated, await TryAsync(carls));
    }

    [Fact]
    public async Task Join_SecondByTheSameClient_LeavesTheSeatsCredentials()
    {
        await using var duet = await RelayDuet.StartAsync();
        var (anna, annas) = await duet.JoinWithOfferAsync("anna");

        await anna.SendAsync(new { cmd = "join", roomId = "room", uid = "anna" });
        await anna.ReceiveAsync("error");

        Assert.Null(await TryAsync(annas));
    }

    [Fact]
    public async Task Preparation_EndsAfterFiveMinutes()
    {
        await using var duet = await RelayDuet.StartAsync("--Duet:Signaling:UnjoinedTimeout=01:00:00");
        await using var anna = await duet.ConnectAsync();
        var prepared = await anna.PrepareAsync("anna");

        duet.Time.Advance(_preparation - TimeSpan.FromSeconds(2)); // They end with a whole second.
        Assert.Null(await TryAsync(prepared));
        duet.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(StunErrorCode.Unauthenticated, await TryAsync(prepared));
    }

    [Fact]
    public async Task Preparation_AdoptedByAJoin_LastsAsLongAsTheSeat()
    {
        await using var duet = await RelayDuet.StartAsync();
        await using var anna = await duet.ConnectAsync();
        var prepared = await anna.PrepareAsync("anna");
        var joined = RelayOffer.Of(await anna.JoinAsync("room", "anna"));
        Assert.NotEqual(prepared.Username, joined.Username);
        await anna.AssertSilentAsync(); // So the join is over, which its answer is not the last of.

        duet.Time.Advance(_preparation + TimeSpan.FromMinutes(1));
        Assert.Null(await TryAsync(prepared));
        Assert.Null(await TryAsync(joined));

        await anna.LeaveAsync("room", "anna");
        await anna.AssertSilentAsync();
        Assert.Equal(StunErrorCode.Unauthenticated, await TryAsync(prepared));
        Assert.Equal(StunErrorCode.Unauthenticated, await TryAsync(joined));
    }

    private static async Task<StunErrorCode?> TryAsync(RelayOffer offer)
    {
        using var client = TurnClient.OverUdp(offer.UdpPort);
        return await client.AllocateAsync(offer);
    }
}
