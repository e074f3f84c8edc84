using Duet.Signaling.Sessions;
using Duet.Signaling.Tests.Harness;

namespace Duet.Signaling.Tests.Seats;

public sealed class TakeoverTests
{
    [Fact]
    public async Task Resume_WhileTheOldConnectionSeemsOpen_TakesTheSeatAndTheOtherHearsNothing()
    {
        var seats = await ResumableSeats.TakeAsync();
        await seats.BenSaysAsync("half-open");
        await seats.Ben.ExpectSilenceAsync();

        var anna = seats.Host.Connect();
        await anna.ResumeAsync("tea", "anna", seats.Seat, 1);

        Assert.Equal(ResumableSeats.FromBen("half-open"), await anna.ReceiveAsync());
        Assert.Equal(ResumableSeats.FromBen("half-open"), await seats.Anna.ReceiveAsync());
        await seats.Anna.ExpectErrorAsync("seat-gone");
        Assert.Same(SessionEnd.TakenOver, await seats.Anna.ExpectCloseAsync(4001));
        await seats.Ben.ExpectSilenceAsync();
        await seats.BenSaysAsync("live");
        Assert.Equal(ResumableSeats.FromBen("live"), await anna.ReceiveAsync());
        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task OldConnection_ThatNeverAnswersTheClose_IsCutAndTheSeatStays()
    {
        var seats = await ResumableSeats.TakeAsync();
        var anna = seats.Host.Connect();
        await anna.ResumeAsync("tea", "anna", seats.Seat, 1);

        seats.Host.Time.Advance(seats.Host.Server.Options.CloseTimeout);

        Assert.Same(SessionEnd.TakenOver, await seats.Anna.Served);
        await seats.Ben.ExpectSilenceAsync();
        Assert.Equal((0, 2), (seats.Host.Server.HeldSeats.Count, seats.Host.Server.SessionCount));
        await anna.ExpectSilenceAsync();
    }

    [Fact]
    public async Task OldConnection_WhatItStillSays_IsNotHandled()
    {
        var seats = await ResumableSeats.TakeAsync();
        await seats.Host.Connect().ResumeAsync("tea", "anna", seats.Seat, 1);

        await seats.Anna.SendAsync(ResumableSeats.FromAnna("late"));
        await seats.Anna.SendAsync(Say.Leave("tea", "anna"));
        await seats.Anna.ExpectErrorAsync("seat-gone");
        await seats.Anna.ExpectCloseAsync(4001);

        await seats.Ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Resume_TwiceOver_EachTakesTheSeatOfTheOneBefore()
    {
        var seats = await ResumableSeats.TakeAsync();
        var (second, third) = (seats.Host.Connect(), seats.Host.Connect());
        await second.ResumeAsync("tea", "anna", seats.Seat, 1);
        await third.ResumeAsync("tea", "anna", seats.Seat, 1);

        await second.ExpectErrorAsync("seat-gone");
        await second.ExpectCloseAsync(4001);
        await third.DropAsync();

        await seats.Ben.ExpectAsync(ResumableSeats.PeerAway);
        await seats.Ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task Resume_RefusedWhileTheOldConnectionSeemsOpen_EndsBoth()
    {
        var seats = await ResumableSeats.TakeAsync();
        var anna = seats.Host.Connect();

        await anna.SendAsync(Say.Resume("tea", "anna", seats.Seat, 9));

        await anna.ExpectErrorAsync("seat-gone", "tea");
        await seats.Anna.ExpectErrorAsync("seat-gone");
        await seats.Anna.ExpectCloseAsync(4001);
        await seats.Ben.ExpectAsync(ResumableSeats.PeerLeave);
        await seats.Ben.ExpectSilenceAsync();
    }

    [Fact]
    public async Task StartOver_WhileTheOldConnectionSeemsOpen_IsAnotherPersonToTheOther()
    {
        var seats = await ResumableSeats.TakeAsync();
        var anna = seats.Host.Connect();

        await anna.SendAsync(Say.StartOver("tea", "anna", seats.Seat));

        var joined = await anna.ExpectCmdAsync("joined");
        Assert.Equal((true, 0, seats.Seat), ((bool?)joined["resumed"], (int?)joined["lastSeen"], (string?)joined["seat"]));
        await anna.ExpectAsync("""{"cmd":"resp-join","remoteUid":"ben"}""");
        await seats.Ben.ExpectAsync(ResumableSeats.PeerLeave);
        await seats.Ben.ExpectAsync(ResumableSeats.NewPeer);
        await seats.Anna.ExpectErrorAsync("seat-gone");
        await seats.Anna.ExpectCloseAsync(4001);
        await seats.Ben.ExpectSilenceAsync();
    }
}
