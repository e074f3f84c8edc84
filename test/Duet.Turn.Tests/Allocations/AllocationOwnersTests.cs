using Duet.Turn.Allocations;

namespace Duet.Turn.Tests.Allocations;

public sealed class AllocationOwnersTests
{
    private readonly AllocationOwners _owners = new(new AllocationRules(new TurnOptions { AllocationsPerUser = 2 }, TimeProvider.System));

    [Fact]
    public void TryEnter_AsOftenAsOneMay_IsTheSameOwner()
    {
        var owner = _owners.TryEnter("anna");

        Assert.Same(owner, _owners.TryEnter("anna"));
        Assert.Null(_owners.TryEnter("anna"));
        Assert.NotSame(owner, _owners.TryEnter("Anna"));
    }

    [Fact]
    public void RemoveIdle_IdleTwiceInARow_IsForgotten()
    {
        _owners.TryEnter("anna")!.Exit();

        _owners.RemoveIdle();
        Assert.Equal(1, _owners.Count);
        _owners.RemoveIdle();

        Assert.Equal(0, _owners.Count);
    }

    [Fact]
    public void RemoveIdle_BusyInBetween_IsKept()
    {
        var owner = _owners.TryEnter("anna")!;
        owner.Exit();
        _owners.RemoveIdle();
        _owners.TryEnter("anna");
        _owners.RemoveIdle();
        owner.Exit();
        _owners.RemoveIdle();

        Assert.Same(owner, _owners.Find("anna"));
    }

    [Fact]
    public void RemoveIdle_HoldsAReservation_IsKept()
    {
        var owner = _owners.TryEnter("anna")!;
        owner.TryEnterReservation(limit: 1);
        owner.Exit();
        for (var time = 0; time < 3; time++) _owners.RemoveIdle();

        Assert.Equal(1, _owners.Count);
        owner.ExitReservation();
        for (var time = 0; time < 2; time++) _owners.RemoveIdle();
        Assert.Equal(0, _owners.Count);
    }

    [Fact]
    public void TryEnter_Forgotten_IsANewOwner()
    {
        var old = _owners.TryEnter("anna")!;
        old.Exit();
        while (!old.TryForget())
        {
        }

        var owner = _owners.TryEnter("anna");

        Assert.NotSame(old, owner);
        Assert.Same(owner, _owners.Find("anna"));
    }

    [Fact]
    public async Task TryEnter_OnSeveralThreadsWhileIdleOnesGo_NeverExceedsTheLimit()
    {
        var inside = 0;
        var most = 0;
        var stop = false;
        var forgetting = Task.Run(() =>
        {
            while (!Volatile.Read(ref stop)) _owners.RemoveIdle();
        }, TestContext.Current.CancellationToken);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var time = 0; time < 20_000; time++)
            {
                if (_owners.TryEnter("anna") is not { } owner) continue;
                InterlockedMax(ref most, Interlocked.Increment(ref inside));
                Interlocked.Decrement(ref inside);
                owner.Exit();
            }
        })));

        Volatile.Write(ref stop, true);
        await forgetting;
        Assert.InRange(most, 1, 2);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); seen < value; seen = Volatile.Read(ref most))
        {
            if (Interlocked.CompareExchange(ref most, value, seen) == seen) return;
        }
    }
}
