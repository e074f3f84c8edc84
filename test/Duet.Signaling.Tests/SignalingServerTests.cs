using System.Text;
using Duet.Signaling.Messages;
using Duet.Signaling.Rooms;
using Duet.Signaling.Sessions;
using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests;

public sealed class SignalingServerTests
{
    [Fact]
    public async Task ServeAsync_ManyClients_AreCountedWhileTheyAreThere()
    {
        var host = new SignalingHost();
        var clients = Enumerable.Range(0, 10).Select(_ => host.Connect()).ToList();
        Assert.Equal(10, host.Server.SessionCount);

        foreach (var client in clients) await client.CloseAsync();

        Assert.Equal((0, 0), (host.Server.SessionCount, host.Server.RoomCount));
    }

    [Fact]
    public async Task ServeAsync_OneMoreFromAnAddress_IsTurnedAwayAndOthersAreNot()
    {
        var host = new SignalingHost(new() { ConnectionsPerAddress = 2 });
        var (first, second) = (host.Connect("2001:db8::1"), host.Connect("2001:db8::2"));

        var third = host.Connect("2001:db8::3");

        await third.ExpectErrorAsync("too-fast");
        Assert.Same(SessionEnd.TooManyConnections, await third.ExpectCloseAsync(1013));
        Assert.Equal(2, host.Server.SessionCount);
        foreach (var client in new[] { first, second, host.Connect("2001:db8:0:1::1") }) await client.ExpectSilenceAsync();
    }

    [Fact]
    public async Task ServeAsync_AfterOneOfTheAddressHasGone_LetsOneIn()
    {
        var host = new SignalingHost(new() { ConnectionsPerAddress = 1 });
        await host.Connect().CloseAsync();
        await host.Connect().DropAsync();

        await host.Connect().ExpectSilenceAsync();
    }

    [Fact]
    public async Task ServeAsync_TheOneTurnedAway_FreesNoPlaceWhenItGoes()
    {
        var host = new SignalingHost(new() { ConnectionsPerAddress = 1 });
        var first = host.Connect();
        await host.Connect().DropAsync();

        var third = host.Connect();

        await third.ExpectErrorAsync("too-fast");
        await third.ExpectCloseAsync(1013);
        await first.ExpectSilenceAsync();
    }

    [Fact]
    public async Task ServeAsync_TurnedAwayButNeverAnswersTheClose_IsCutAtTheDeadline()
    {
        var host = new SignalingHost(new() { ConnectionsPerAddress = 1 });
        host.Connect();
        var second = host.Connect();

        host.Time.Advance(host.Server.Options.CloseTimeout);

        Assert.Same(SessionEnd.TooManyConnections, await second.Served);
    }

    [Fact]
    public async Task ShutDown_EveryClient_IsToldAndClosed()
    {
        var host = new SignalingHost();
        var (anna, ben) = await host.ConnectPairAsync();
        var chris = host.Connect();

        host.Server.ShutDown();

        foreach (var client in new[] { anna, ben, chris })
        {
            await client.ExpectErrorAsync("shutting-down");
            await client.ExpectUnansweredCloseAsync(1001);
        }

        host.Time.Advance(host.Server.Options.CloseTimeout);
        foreach (var client in new[] { anna, ben, chris }) Assert.Same(SessionEnd.ShuttingDown, await client.Served);
        Assert.Equal(0, host.Server.SessionCount);
    }

    [Fact]
    public async Task ShutDown_OneIsGoneBeforeTheOtherWasTold_NobodyHearsOfIt()
    {
        var host = new SignalingHost();
        var (_, anna) = host.OpenSession(); // Unknown to the server, so the moment before each of them is told lasts.
        var (_, ben) = host.OpenSession();
        await anna.JoinAsync("tea", "anna");
        await ben.JoinAsync("tea", "ben");
        await ben.ExpectCmdAsync("resp-join");

        host.Server.ShutDown();
        await anna.DropAsync();

        await ben.ExpectSilenceAsync(); // Their call goes on without the server.
    }

    [Fact]
    public async Task ShutDown_WhoConnectsAfterwards_IsToldTheSame()
    {
        var host = new SignalingHost();
        host.Server.ShutDown();

        var late = host.Connect();

        await late.ExpectErrorAsync("shutting-down");
        Assert.Same(SessionEnd.ShuttingDown, await late.ExpectCloseAsync(1001));
        Assert.Equal(0, host.Server.SessionCount);
    }

    [Fact]
    public async Task RunAsync_ClientsOutsideOfARoomForTooLong_AreClosedAndOthersAreNot()
    {
        using var stopping = new CancellationTokenSource();
        var host = new SignalingHost();
        var running = host.Server.RunAsync(stopping.Token);
        var idle = host.Connect();
        var (anna, ben) = await host.ConnectPairAsync();

        host.Time.Advance(host.Server.Options.UnjoinedTimeout);

        Assert.Same(SessionEnd.Unjoined, await idle.ExpectCloseAsync(1000));
        await anna.ExpectSilenceAsync();
        await ben.ExpectSilenceAsync();
        await stopping.CancelAsync();
        await running;
    }

    [Fact]
    public async Task RunAsync_AnOfferThatNobodyCameFor_IsReleased()
    {
        using var stopping = new CancellationTokenSource();
        var lifetime = TimeSpan.FromMinutes(1);
        var host = new SignalingHost(new() { ParkedOfferLifetime = lifetime, UnjoinedTimeout = lifetime });
        var running = host.Server.RunAsync(stopping.Token);
        var idle = host.Connect();
        var anna = new RecordedParticipant("anna");
        host.Server.Rooms.Join(new RoomId("tea"), anna.Participant, new JoinedMessage("tea", "anna", "seat", [], "all", 5), null, out var room);
        var offer = UnaddressedMessage.CopyOf(Encoding.UTF8.GetBytes(Say.Offer("tea", "anna", "")));
        room!.ParkOffer(anna.Participant, new ParkedOffer(offer, host.Server.Options, host.Time));

        host.Time.Advance(lifetime);
        await idle.ExpectCloseAsync(1000); // The same sweep ends it, afterwards.

        Assert.Null(anna.Participant.Parked);
        await stopping.CancelAsync();
        await running;
    }

    [Fact]
    public async Task RunAsync_Stopped_EndsWithoutAnErrorAndLeavesNoTimer()
    {
        using var stopping = new CancellationTokenSource();
        var host = new SignalingHost();
        var running = host.Server.RunAsync(stopping.Token);
        Assert.Equal(1, host.Time.ArmedTimers);

        await stopping.CancelAsync();
        await running;

        Assert.Equal(0, host.Time.ArmedTimers);
    }

    [Fact]
    public async Task ServeAsync_AThousandClientsRaceForARoom_TwoAreSeatedAndThePairIsUndisturbed()
    {
        const int Clients = 1_000;
        var host = new SignalingHost(new() { ConnectionsPerAddress = Clients });
        var clients = Enumerable.Range(0, Clients).Select(number => (Uid: $"uid-{number}", Client: host.Connect())).ToList();

        var answers = await Task.WhenAll(clients.Select(async each =>
        {
            await Task.Yield();
            await each.Client.SendAsync(Say.Join("tea", each.Uid));
            return (each.Uid, each.Client, Answer: await each.Client.ReceiveAsync());
        }));

        var pair = answers.Where(each => each.Answer.Contains("\"joined\"", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, pair.Count);
        Assert.Equal(Clients - 2, answers.Count(each => each.Answer.Contains("\"room-full\"", StringComparison.Ordinal)));
        Assert.Equal(1, host.Server.RoomCount);
        string[] introductions = [await pair[0].Client.ReceiveAsync(), await pair[1].Client.ReceiveAsync()];
        Assert.Single(introductions, text => text.Contains("new-peer", StringComparison.Ordinal));
        Assert.Single(introductions, text => text.Contains("resp-join", StringComparison.Ordinal));
        await pair[0].Client.SendAsync(Say.Offer("tea", pair[0].Uid, pair[1].Uid));
        await pair[1].Client.ExpectAsync(Say.Offer("tea", pair[0].Uid, pair[1].Uid));
        await pair[0].Client.ExpectSilenceAsync();
    }
}
